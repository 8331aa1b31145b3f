package org.rflow;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The law of the rooms: which package may enter which, and which room is the door of a library. */
final class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target", "classes"));

    static final List<Room> ROOMS = List.of(
            room("model"),
            room("message"),
            room("zmq"),
            room("loop", "zmq"),
            room("component", "message", "model"),
            room("connection", "loop", "model", "message"),
            room("plugins", "component", "model", "process"),
            room("deadletters", "message"),
            room("testing", "component", "connection", "message", "model", "loop", "zmq", "bus", "process"),
            room("config", "model"),
            room("plan", "message", "model"),
            room("store", "model"),
            room("logging"),
            room("process"),
            room("bus", "model", "message", "zmq"),
            room(
                    "worker",
                    "model",
                    "component",
                    "connection",
                    "message",
                    "loop",
                    "zmq",
                    "plugins",
                    "bus",
                    "deadletters",
                    "logging",
                    "process"),
            room("manager", "plan", "model", "store", "bus", "zmq", "process", "logging", "engine"),
            room("engine", "model"));

    static final List<Door> DOORS = List.of(
            door("Avro", "org.apache.avro..").opensInto("message", "bus", "deadletters", "testing"),
            door("JeroMQ", "org.zeromq..", "zmq..").opensInto("zmq"),
            door("Commons Configuration", "org.apache.commons.configuration2..", "org.apache.commons.beanutils..")
                    .opensInto("config"),
            door("YAML", "org.yaml.snakeyaml..", "org.snakeyaml..").opensInto("config"),
            door("JSON Schema", "com.networknt..", "tools.jackson..", "com.fasterxml.jackson..")
                    .opensInto("config"),
            door("SQL", "java.sql..", "javax.sql..", "org.h2..", "org.postgresql..")
                    .opensInto("store"),
            door("JDBI", "org.jdbi..").opensInto("store"),
            door("Flyway", "org.flywaydb..").opensInto("store"),
            door("Hikari", "com.zaxxer.hikari..").opensInto("store"),
            door("Log4j core", "org.apache.logging.log4j.core..").opensInto("logging"),
            door("PF4J", "org.pf4j..").opensInto("plugins"),
            door("CEL", "dev.cel..").opensInto(),
            door("the terminal", "picocli..", "org.jline..").opensInto());

    @ParameterizedTest
    @FieldSource("ROOMS")
    void entersOnlyRoomsOnItsLine(Room room) {
        classes()
                .that()
                .resideInAPackage(room.classes())
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("org.rflow..")).or(resideInAnyPackage(room.reach())))
                .as("ROOMS, " + room)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @ParameterizedTest
    @FieldSource("DOORS")
    void isEnteredOnlyThroughItsDoor(Door door) {
        noClasses()
                .that()
                .resideOutsideOfPackages(door.openRooms())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(door.packages())
                .as("DOORS, " + door)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void everyClassLivesInARoom() {
        classes()
                .should()
                .resideInAnyPackage(ROOMS.stream().map(Room::classes).toArray(String[]::new))
                .as("every class lives in a room of ROOMS")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.rflow.(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void everyRoomSaysWhatLivesThere() {
        var described = CLASSES.stream()
                .filter(each -> each.getSimpleName().equals("package-info"))
                .map(each -> each.getPackageName());

        assertThat(described).containsAll(ROOMS.stream().map(Room::packageName).toList());
    }

    private static Room room(String name, String... mayEnter) {
        return new Room(name, List.of(mayEnter));
    }

    private static Door door(String library, String... packages) {
        return new Door(library, List.of(packages), List.of());
    }

    record Room(String name, List<String> mayEnter) {

        String packageName() {
            return "org.rflow." + name;
        }

        String classes() {
            return packageName() + "..";
        }

        String[] reach() {
            return Stream.concat(Stream.of(name), mayEnter.stream())
                    .map(each -> "org.rflow." + each + "..")
                    .toArray(String[]::new);
        }

        @Override
        public String toString() {
            return "room '" + name + "' may enter: " + (mayEnter.isEmpty() ? "no other room" : listed(mayEnter));
        }
    }

    record Door(String library, List<String> libraryPackages, List<String> rooms) {

        Door opensInto(String... names) {
            return new Door(library, libraryPackages, List.of(names));
        }

        String[] packages() {
            return libraryPackages.toArray(String[]::new);
        }

        String[] openRooms() {
            return rooms.stream().map(each -> "org.rflow." + each + "..").toArray(String[]::new);
        }

        @Override
        public String toString() {
            return library + " is entered only from: " + (rooms.isEmpty() ? "no room of this module" : listed(rooms));
        }
    }

    private static String listed(List<String> names) {
        return String.join(", ", names);
    }
}
