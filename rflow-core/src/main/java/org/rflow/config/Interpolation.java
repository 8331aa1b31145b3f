package org.rflow.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.configuration2.CompositeConfiguration;
import org.apache.commons.configuration2.MapConfiguration;
import org.apache.commons.configuration2.interpol.ConfigurationInterpolator;
import org.apache.commons.configuration2.interpol.Lookup;
import org.jspecify.annotations.Nullable;
import org.rflow.model.Locations;
import org.rflow.model.Suggestion;

/**
 * Replaces {@code ${setting}}, {@code ${env:NAME}} and {@code ${sys:NAME}} in all values of a flow file, by Commons
 * Configuration's rules: a name may have a default after {@code :-}, and a doubled dollar sign keeps the text as it is.
 * What the environment says is not looked into again. In options of components {@code ${env:NAME}} and {@code ${file:PATH}} stay: see {@link
 * org.rflow.model.References}.
 */
final class Interpolation {
    /** Stands for an escaped dollar sign and brace until the end; a private-use character that no flow file has a use for. */
    private static final String ESCAPED = "\uE000";

    /** The same for references that only the worker resolves. */
    private static final String KEPT = "\uE001";

    private static final Pattern OPTION = Pattern.compile("(/shards/[^/]+)?/components/[^/]+/options/.*");
    private static final Pattern KEPT_VARIABLE = Pattern.compile(KEPT + "env:([^{}]*)}");
    private static final Pattern LEFT_OVER = Pattern.compile("\\$\\{([^{}]*)}?");

    private final Reading reading;
    private final Map<String, String> environment;
    private final CompositeConfiguration settings = new CompositeConfiguration();
    private final ConfigurationInterpolator interpolator = new ConfigurationInterpolator();

    /** {@code layers} of settings, the first that knows a name wins. */
    Interpolation(Reading reading, Map<String, String> environment, List<Map<String, String>> layers) {
        this.reading = reading;
        this.environment = environment;
        for (Map<String, String> layer : layers) {
            Map<String, String> protectedLayer = new LinkedHashMap<>();
            layer.forEach((name, value) -> protectedLayer.put(name, value.replace("$${", ESCAPED)));
            MapConfiguration configuration = new MapConfiguration(protectedLayer);
            configuration.setTrimmingDisabled(true);
            settings.addConfiguration(configuration);
        }
        interpolator.registerLookup("env", literally(environment::get));
        interpolator.registerLookup("sys", literally(System::getProperty));
        interpolator.addDefaultLookup(settings::getProperty);
        settings.setInterpolator(interpolator);
    }

    /** Keeps what comes from outside from being looked into. */
    private static Lookup literally(Outside outside) {
        return name -> {
            String value = name.isEmpty() ? null : outside.value(name);
            return value == null ? null : value.replace("${", ESCAPED);
        };
    }

    /** The node with all its values replaced; keys stay. */
    RawNode apply(String path, RawNode node) {
        if (node instanceof RawNode.Scalar scalar) {
            return apply(path, scalar);
        }
        if (node instanceof RawNode.Items list) {
            List<RawNode> items = new ArrayList<>();
            for (int i = 0; i < list.items().size(); i++) {
                items.add(apply(path + "/" + i, list.items().get(i)));
            }
            return new RawNode.Items(items, list.place());
        }
        RawNode.Entries map = (RawNode.Entries) node;
        Map<String, RawNode.Entry> entries = new LinkedHashMap<>();
        map.entries().forEach((key, entry) -> {
            RawNode value = apply(path + Locations.path(key), entry.value());
            entries.put(key, new RawNode.Entry(entry.keyPlace(), value));
        });
        return new RawNode.Entries(entries, map.place());
    }

    private RawNode apply(String path, RawNode.Scalar scalar) {
        if (!scalar.text().contains("${")) {
            return scalar;
        }
        boolean option = OPTION.matcher(path).matches();
        try {
            String text = String.valueOf(interpolator.interpolate(protect(scalar.text(), option)));
            Matcher leftOver = LEFT_OVER.matcher(text);
            while (leftOver.find()) {
                unknown(path, leftOver.group(1));
            }
            Matcher variable = KEPT_VARIABLE.matcher(text);
            while (variable.find()) {
                checkVariable(path, variable.group(1));
            }
            return new RawNode.Scalar(unprotect(text, option), false, scalar.place());
        } catch (IllegalStateException loop) {
            reading.problem(
                    path, "'" + scalar.text() + "' leads back to itself", "give one of its settings a plain value");
            return scalar;
        }
    }

    private static String protect(String text, boolean option) {
        String escaped = text.replace("$${", ESCAPED);
        return option ? escaped.replace("${env:", KEPT + "env:").replace("${file:", KEPT + "file:") : escaped;
    }

    /** What is not to be a reference stays escaped in an option, as the worker looks into it once more. */
    private static String unprotect(String text, boolean option) {
        String kept = option ? text.replace(ESCAPED + "env:", "$${env:").replace(ESCAPED + "file:", "$${file:") : text;
        return kept.replace(ESCAPED, "${").replace(KEPT, "${");
    }

    private void checkVariable(String path, String text) {
        if (!text.contains(":-") && !environment.containsKey(text)) {
            unknown(path, "env:" + text);
        }
    }

    private void unknown(String path, String name) {
        String literally = "for the literal text write $${" + name + "}";
        if (name.startsWith("env:")) {
            String variable = name.substring("env:".length());
            reading.problem(
                    path,
                    "the environment has no '" + variable + "'",
                    "set it, or give a default: ${env:" + variable + ":-default}; " + literally);
            return;
        }
        List<String> names = new ArrayList<>();
        settings.getKeys().forEachRemaining(names::add);
        String cure = Suggestion.closest(name, names)
                .map(near -> "did you mean ${" + near + "}? ")
                .orElse("it may be a setting, env:NAME or sys:NAME, and in options file:PATH; ");
        reading.problem(path, "'${" + name + "}' stands for nothing", cure + literally);
    }

    /** Somewhere values come from that are not the flow's. */
    private interface Outside {
        @Nullable
        String value(String name);
    }
}
