package org.rflow.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.rflow.message.MessageException;

final class FailedMessageTest {

    @Test
    void namesNoClassesWhereThereIsASentence() {
        MessageException sentence = new MessageException("it is no number");

        assertThat(FailedMessage.reason(sentence)).isEqualTo("it is no number");
        assertThat(FailedMessage.reason(new ExecutionException(sentence))).isEqualTo("it is no number");
        assertThat(FailedMessage.reason(new CompletionException(sentence))).isEqualTo("it is no number");
        assertThat(FailedMessage.reason(new ConfigurationException("***"))).isEqualTo("***");
        assertThat(FailedMessage.reason(new UncheckedIOException(new IOException("the disk is full"))))
                .isEqualTo("the disk is full");
    }

    @Test
    void namesTheClassOfWhatSaysLittleWithoutIt() {
        assertThat(FailedMessage.reason(new NoSuchFileException("a.csv")))
                .isEqualTo("java.nio.file.NoSuchFileException: a.csv");
        assertThat(FailedMessage.reason(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }
}
