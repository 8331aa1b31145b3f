package org.rflow.cli.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RuleTest {
    @ParameterizedTest
    @EnumSource
    void itsSentenceStandsInTheProtocol(Rule rule) throws IOException {
        String document = Files.readString(Path.of("..", "docs", rule.document()));

        assertThat(document.replaceAll("\\s+", " ")).contains(rule.sentence().replaceAll("\\s+", " "));
    }
}
