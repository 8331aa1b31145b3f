package org.rflow.cli.bench;

/** Hears how the bench goes on. Called by the bench's thread. */
public interface Progress {
    /** A run begins: the how-manieth of how many, and what it measures. */
    void begins(int run, int runs, String what);
}
