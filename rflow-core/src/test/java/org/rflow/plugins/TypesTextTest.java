package org.rflow.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rflow.model.ComponentType;
import org.rflow.model.DeclaredType;
import org.rflow.model.OptionType;
import org.rflow.model.PortDirection;
import org.rflow.model.PortType;

final class TypesTextTest {
    private static final List<ComponentType> TYPES = List.of(
            new ComponentType("plain", "com.example.Plain", "", List.of(), List.of(), true, true, "1.0", "a.jar"),
            new ComponentType(
                    "odd",
                    "com.example.Odd",
                    "tabs\tand\nlines\\n \r",
                    List.of(
                            new PortType(
                                    "in",
                                    PortDirection.INPUT,
                                    "what\tcomes",
                                    List.of(new DeclaredType("A::B", "{\n}"), new DeclaredType("C", "\"long\"")),
                                    List.of()),
                            new PortType("out", PortDirection.OUTPUT, "", List.of(), List.of("in", "other"))),
                    List.of(
                            new OptionType("none", "text", true, Optional.empty(), List.of(), "h"),
                            new OptionType("empty", "list", false, Optional.of(""), List.of(), ""),
                            new OptionType("choice", "choice", false, Optional.of("-"), List.of("a", "b,c"), "\\")),
                    false,
                    false,
                    "",
                    "a.jar"));

    @Test
    void readsBackWhatItWrote() {
        assertThat(TypesText.read(TypesText.write(TYPES), "a.jar")).contains(TYPES);
        assertThat(TypesText.read(TypesText.write(List.of()), "a.jar")).contains(List.of());
    }

    @Test
    void writesOneLineForEachThing() {
        assertThat(TypesText.write(TYPES)).hasSize(2 + 2 + 2 + 4 + 3).noneMatch(line -> line.contains("\n"));
    }

    @Test
    void takesTheOriginFromItsReader() {
        assertThat(TypesText.read(TypesText.write(TYPES), "b.jar").orElseThrow())
                .allMatch(type -> type.origin().equals("b.jar"));
    }

    @Test
    void refusesWhatIsNotWholeOrOfAnotherVersion() {
        List<String> lines = TypesText.write(TYPES);
        for (int end = 0; end < lines.size(); end++) {
            assertThat(TypesText.read(lines.subList(0, end), "a.jar")).isEmpty();
        }
        List<String> other = new ArrayList<>(lines);
        other.set(0, "rflow-component-types 2");
        List<String> broken = new ArrayList<>(lines);
        broken.set(3, "input\tin");

        assertThat(TypesText.read(other, "a.jar")).isEmpty();
        assertThat(TypesText.read(broken, "a.jar")).isEmpty();
    }
}
