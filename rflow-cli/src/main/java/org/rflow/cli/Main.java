package org.rflow.cli;

/** Where the rflow command begins and, with its exit code, ends. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new Cli(Shell.ofProcess()).execute(arguments));
    }
}
