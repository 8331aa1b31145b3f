package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class TextTableTest {

    @Test
    void makesColumnsAsWideAsTheirWidestCell() {
        var table = new TextTable("name", ">count", "note").row("a", "1", "").row("longer", "1,000", "x");

        assertThat(table.lines()).containsExactly("name    count  note", "a           1", "longer  1,000  x");
    }

    @Test
    void refusesARowOfAnotherLength() {
        var table = new TextTable("name", "note");

        assertThatThrownBy(() -> table.row("a")).hasMessage("1 cells for 2 columns");
    }
}
