package com.example;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rflow.testing.ComponentTester;

final class WordsTest {

    @Test
    void sendsEachWord() {
        ComponentTester.of(Words::new)
                .send("To be, or not", "to be")
                .expect(
                        "out",
                        Map.of("word", "to"),
                        Map.of("word", "be"),
                        Map.of("word", "or"),
                        Map.of("word", "not"),
                        Map.of("word", "to"),
                        Map.of("word", "be"));
    }

    @Test
    void leavesOutShortWords() {
        ComponentTester.of(Words::new)
                .option("least", "3")
                .send("To be, or not")
                .expect("out", Map.of("word", "not"));
    }

    @Test
    void sendsTextsWithoutWordsToErrored() {
        ComponentTester.of(Words::new).send("?!").expect("out").expect("errored", "?!");
    }

    @Test
    void refusesAnOptionThatMakesNoSense() {
        ComponentTester.of(Words::new).option("least", "0").expectProblem("option 'least': 0 is below 1");
    }
}
