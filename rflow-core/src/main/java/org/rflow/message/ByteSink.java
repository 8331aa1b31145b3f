package org.rflow.message;

/** Takes bytes; copies what it keeps. */
@FunctionalInterface
public interface ByteSink {
    void write(byte[] bytes, int offset, int length);
}
