package com.example;

import java.util.Locale;
import java.util.Map;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;

/** Sends a row with each word of a text. */
public final class Words extends Component {
    final InputPort in = inputPort("in", "texts");
    final OutputPort out = outputPort("out", "a row with the field 'word' for each word");
    final OutputPort errored = outputPort("errored", "texts that have no words");
    private final Option<Long> least = option("least").integer().defaultsTo("1").help("shorter words are left out");

    @Override
    protected String help() {
        return "takes texts apart into words";
    }

    @Override
    protected void configure(ComponentContext context) {
        if (least.get() < 1) {
            throw new ConfigurationException("option 'least': " + least.get() + " is below 1");
        }
    }

    @Override
    protected void process(InputPort port, Message message) {
        String[] words = message.text().toLowerCase(Locale.ROOT).strip().split("[^\\p{L}]+");
        if (words.length == 0) {
            throw new IllegalArgumentException("no words");
        }
        for (String word : words) {
            if (word.length() >= least.get()) {
                out.send(message.answer(CoreTypes.ROW, Map.of("word", word)));
            }
        }
    }
}
