package org.rflow.config;

import java.util.ArrayList;
import java.util.List;

/** What users call a part of a flow file, from its JSON pointer: {@code option 'path' of component 'read'}. */
final class Subject {
    private Subject() {}

    static String of(String pointer) {
        List<String> parts = new ArrayList<>();
        for (String part : pointer.split("/", -1)) {
            parts.add(part.replace("~1", "/").replace("~0", "~"));
        }
        return of(parts.subList(1, parts.size()), "the flow file");
    }

    private static String of(List<String> parts, String owner) {
        if (parts.isEmpty()) {
            return owner;
        }
        List<String> rest = parts.subList(Math.min(2, parts.size()), parts.size());
        if (parts.size() == 1 || (isNumber(parts.get(1)) && !parts.get(0).equals("connections"))) {
            String key = "'" + parts.get(0) + "'" + (owner.equals("the flow file") ? "" : " of " + owner);
            return parts.size() == 1 ? key : "item " + (Integer.parseInt(parts.get(1)) + 1) + " of " + key;
        }
        if (parts.size() > 2 && parts.get(0).equals("options")) {
            String item =
                    isNumber(parts.get(2)) ? "item " + (Integer.parseInt(parts.get(2)) + 1) : "'" + parts.get(2) + "'";
            return item + " of option '" + parts.get(1) + "' of " + owner;
        }
        return switch (parts.get(0)) {
            case "components" -> of(rest, "component '" + parts.get(1) + "'");
            case "shards" -> of(rest, "shard '" + parts.get(1) + "'");
            case "settings" -> of(rest, "setting '" + parts.get(1) + "'");
            case "connections" -> of(rest, "the connection");
            case "options" -> of(rest, "option '" + parts.get(1) + "' of " + owner);
            default -> of(rest, "'" + parts.get(0) + "'");
        };
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d{1,9}");
    }
}
