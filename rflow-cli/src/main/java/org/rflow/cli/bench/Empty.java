package org.rflow.cli.bench;

/** A program that ends at once: what a VM costs before it does anything. */
final class Empty {
    private Empty() {}

    public static void main(String[] words) {}
}
