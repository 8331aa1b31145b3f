package com.example;

/** Degrees, of whatever has them. */
public interface Celsius {
    double celsius();

    default double fahrenheit() {
        return celsius() * 9 / 5 + 32;
    }
}
