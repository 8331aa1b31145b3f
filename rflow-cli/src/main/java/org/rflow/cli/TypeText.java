package org.rflow.cli;

import java.util.ArrayList;
import java.util.List;
import org.rflow.plan.TypeVersion;

/** Data types for people: all in a table, or the versions of one with their schemas. */
final class TypeText {
    private TypeText() {}

    static List<String> list(List<TypeVersion> versions) {
        TextTable table = new TextTable("type", ">version", "fingerprint", "given by", "taken by", "change");
        for (TypeVersion version : versions) {
            table.row(
                    version.name(),
                    Integer.toString(version.version()),
                    version.fingerprint(),
                    names(version.writers()),
                    names(version.readers()),
                    version.change());
        }
        return table.isEmpty() ? List.of("no component declares a data type") : table.lines();
    }

    static List<String> details(List<TypeVersion> versions) {
        List<String> lines = new ArrayList<>();
        for (TypeVersion version : versions) {
            lines.add(version.name() + " version " + version.version() + " (" + version.fingerprint() + ")");
            if (!version.change().isEmpty()) {
                lines.add("  " + version.change());
            }
            lines.add("  given by " + names(version.writers()));
            lines.add("  taken by " + names(version.readers()));
            lines.add("  " + version.schema());
        }
        return lines;
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? "-" : String.join(", ", names);
    }
}
