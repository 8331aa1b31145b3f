package org.rflow.cli.bench;

/** Something that can be run once for a figure. Leaves nothing running. */
@FunctionalInterface
interface Trial {
    /**
     * Runs it in an empty directory of its own.
     *
     * @throws BenchException when it failed, or lost a message
     */
    Sample run(Room room) throws Exception;
}
