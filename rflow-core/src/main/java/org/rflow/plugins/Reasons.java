package org.rflow.plugins;

import java.util.ServiceConfigurationError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rflow.component.Component;

/** Why classes of a plugin cannot be loaded, in words that say what to do. */
final class Reasons {
    private static final Pattern CLASS_FILE_VERSION = Pattern.compile("^(\\S+) .*\\(class file version (\\d+)\\.");
    private static final Pattern NOT_FOUND = Pattern.compile("^Provider (\\S+) not found$");
    private static final Pattern NO_SUBTYPE = Pattern.compile("^(?:Provider )?(\\S+) not a subtype$");
    private static final Pattern NO_CONSTRUCTOR = Pattern.compile("^(\\S+) Unable to get public no-arg constructor$");
    /** The first class file version is that of Java 1.0; 61 is Java 17. */
    private static final int BEFORE_JAVA_1 = 44;

    private Reasons() {}

    /** The innermost cause, without the service loader's wrapping. */
    static String of(Throwable e) {
        Throwable inner = e;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        if (inner instanceof UnsupportedClassVersionError) {
            return newerJava(String.valueOf(inner.getMessage()));
        }
        boolean failedBefore = String.valueOf(inner.getMessage()).startsWith("Could not initialize class");
        if ((inner instanceof NoClassDefFoundError && !failedBefore) || inner instanceof ClassNotFoundException) {
            String missing = String.valueOf(inner.getMessage()).replace('/', '.');
            return "class '" + missing
                    + "' is missing; pack it into the jar, or make a folder of the jar and the jars it needs";
        }
        if (inner instanceof NoSuchMethodException && e instanceof ServiceConfigurationError) {
            return service(String.valueOf(e.getMessage()));
        }
        return inner == e && e instanceof ServiceConfigurationError
                ? service(String.valueOf(e.getMessage()))
                : inner.toString();
    }

    private static String newerJava(String message) {
        Matcher version = CLASS_FILE_VERSION.matcher(message);
        if (!version.find()) {
            return message;
        }
        int needed = Integer.parseInt(version.group(2)) - BEFORE_JAVA_1;
        return "class '" + version.group(1).replace('/', '.') + "' needs Java " + needed + ", and this is Java "
                + Runtime.version().feature() + "; compile it with --release "
                + Runtime.version().feature();
    }

    private static String service(String message) {
        String text = message.startsWith(Component.class.getName() + ": ")
                ? message.substring(Component.class.getName().length() + 2)
                : message;
        Matcher notFound = NOT_FOUND.matcher(text);
        if (notFound.matches()) {
            return "its " + Plugin.SERVICES + " lists '" + notFound.group(1) + "', and there is no such class in it";
        }
        Matcher noSubtype = NO_SUBTYPE.matcher(text);
        if (noSubtype.matches()) {
            return "its " + Plugin.SERVICES + " lists '" + noSubtype.group(1) + "', which does not extend "
                    + Component.class.getName();
        }
        Matcher noConstructor = NO_CONSTRUCTOR.matcher(text);
        if (noConstructor.matches()) {
            return "'" + noConstructor.group(1) + "' needs a public constructor without parameters";
        }
        return text;
    }
}
