package org.rflow.components;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/** A text with <code>{name}</code> where the property or field of that name of a message goes. Other braces stay as they are. */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_. -]*)}");

    private final String text;
    private final UnaryOperator<String> form;

    /** {@code form} is what each value goes through, such as percent-encoding. */
    Template(String text, UnaryOperator<String> form) {
        this.text = text;
        this.form = form;
    }

    /** {@link MessageException} when the message has not what is to be filled in. */
    String fill(Message message) {
        Matcher place = PLACE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (place.find()) {
            String name = place.group(1);
            String value = message.field(name)
                    .orElseThrow(() -> new MessageException("there is no property or field '" + name + "'"));
            place.appendReplacement(filled, Matcher.quoteReplacement(form.apply(value)));
        }
        return place.appendTail(filled).toString();
    }
}
