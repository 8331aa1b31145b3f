package org.rflow.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rflow.message.EnvelopeCodec;
import org.rflow.message.Message;

final class LetterFileTest {
    private static final long PLENTY = 1 << 20;
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("letters").resolve("parse-1.avro");
    }

    private static DeadLetter letter(String component, String text) {
        Message message = Message.of(text).withProperty("color", "red");
        return new DeadLetter(
                0,
                NOW,
                "parse-1",
                component,
                "in",
                Optional.of("a"),
                "read#out => parse#in[a]",
                "IllegalStateException: no",
                "the stack",
                3,
                "1/2/3",
                message.type().name(),
                DeadLetter.Form.ENVELOPE,
                ByteBuffer.wrap(new EnvelopeCodec().encode(message)));
    }

    private List<String> read() {
        List<String> read = new ArrayList<>();
        new LetterReader(file)
                .read((letter, replayed) -> read.add(
                        letter.name() + " " + LetterContent.of(letter).data() + (replayed ? " replayed" : "")));
        return read;
    }

    @Test
    void keepsWhatWasAppendedWhileItIsOpenAndWhenItIsOpenedAgain() {
        LetterFile letters = LetterFile.open(file, PLENTY);
        letters.append(letter("parse", "one"));
        assertThat(read()).containsExactly("parse-1/1 one");
        letters.close();

        try (LetterFile again = LetterFile.open(file, PLENTY)) {
            again.append(letter("count", "two"));

            assertThat(read()).containsExactly("parse-1/1 one", "parse-1/2 two");
            assertThat(again.waiting()).isEqualTo(Map.of("parse", 1L, "count", 1L));
        }
    }

    @Test
    void givesBackEverythingThatIsKnownOfALetter() {
        try (LetterFile letters = LetterFile.open(file, PLENTY)) {
            DeadLetter written = letters.append(letter("parse", "one"));

            new LetterReader(file).read((letter, replayed) -> {
                assertThat(letter).isEqualTo(written);
                assertThat(LetterContent.of(letter).properties()).isEqualTo(Map.of("color", "red"));
            });
        }
        assertThat(read()).hasSize(1);
    }

    @Test
    void forgetsNoLetterWhereverADeathCutsTheLastOneOff() throws IOException {
        long whole;
        try (LetterFile letters = LetterFile.open(file, PLENTY)) {
            letters.append(letter("parse", "one"));
            whole = Files.size(file);
            letters.append(letter("parse", "two"));
        }
        byte[] all = Files.readAllBytes(file);

        for (long end = whole; end < all.length; end++) {
            Files.write(file, Arrays.copyOf(all, (int) end), StandardOpenOption.TRUNCATE_EXISTING);
            assertThat(read()).containsExactly("parse-1/1 one");
            try (LetterFile again = LetterFile.open(file, PLENTY)) {
                again.append(letter("parse", "three"));
            }
            assertThat(read()).as("cut off at %d", end).containsExactly("parse-1/1 one", "parse-1/2 three");
        }
    }

    @Test
    void tellsWhichLettersWereReplayed() {
        try (LetterFile letters = LetterFile.open(file, PLENTY)) {
            letters.append(letter("parse", "one"));
            letters.append(letter("parse", "two"));
            letters.replayed(List.of(1L), NOW);

            assertThat(read()).containsExactly("parse-1/1 one replayed", "parse-1/2 two");
            assertThat(letters.waiting()).isEqualTo(Map.of("parse", 1L));
        }
    }

    @Test
    void removesWhatIsPurgedAndGivesNoNumberTwice() {
        try (LetterFile letters = LetterFile.open(file, PLENTY)) {
            letters.append(letter("parse", "one"));
            letters.append(letter("parse", "two"));
            letters.replayed(List.of(1L), NOW);

            assertThat(letters.purge(letter -> letter.number() == 2)).isEqualTo(1);
            assertThat(read()).containsExactly("parse-1/1 one replayed");
            assertThat(letters.purge(letter -> true)).isEqualTo(1);
        }

        try (LetterFile again = LetterFile.open(file, PLENTY)) {
            again.append(letter("parse", "three"));
        }
        assertThat(read()).containsExactly("parse-1/3 three");
    }

    @Test
    void saysWhatToDoWhenItIsFull() {
        try (LetterFile letters = LetterFile.open(file, 20_000)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1000; i++) {
                            letters.append(letter("parse", "x".repeat(1000)));
                        }
                    })
                    .isInstanceOf(DeadLettersFullException.class)
                    .hasMessageContaining("parse-1 are full")
                    .hasMessageContaining("rflow dead-letters list")
                    .hasMessageContaining("rflow.dead_letters_size");
        }
        assertThat(read()).hasSizeBetween(5, 18);
    }

    @Test
    void makesRoomByForgettingWhatWasReplayed() {
        try (LetterFile letters = LetterFile.open(file, 20_000)) {
            for (long number = 1; number <= 1000; number++) {
                letters.append(letter("parse", "x".repeat(1000)));
                letters.replayed(List.of(number), NOW);
            }
            letters.append(letter("parse", "last"));
        }
        assertThat(read()).last().isEqualTo("parse-1/1001 last");
    }

    @Test
    void isForOneAtATime() {
        try (LetterFile letters = LetterFile.open(file, PLENTY)) {
            letters.append(letter("parse", "one"));

            assertThatThrownBy(() -> LetterFile.open(file, PLENTY)).hasMessageContaining("in use by a running worker");
        }
    }

    @Test
    void saysWhatToDoWithAFileThatIsNone() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "no letters");

        assertThatThrownBy(() -> LetterFile.open(file, PLENTY))
                .hasMessageContaining("parse-1.avro")
                .hasMessageContaining("move the file away");
    }
}
