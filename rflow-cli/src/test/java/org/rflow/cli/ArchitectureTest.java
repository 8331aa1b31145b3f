package org.rflow.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The law of this module's rooms: which rooms they may enter, and which libraries have no door here. */
final class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target", "classes"));

    private static final String[] REACH = {
        "org.rflow.cli..",
        "org.rflow.config..",
        "org.rflow.plan..",
        "org.rflow.store..",
        "org.rflow.manager..",
        "org.rflow.engine..",
        "org.rflow.plugins..",
        "org.rflow.bus..",
        "org.rflow.deadletters..",
        "org.rflow.process..",
        "org.rflow.model..",
        "org.rflow.logging..",
        "org.rflow.testing..",
    };

    private static final String[] DOORS_ELSEWHERE = {
        "org.apache.avro..",
        "org.zeromq..",
        "zmq..",
        "org.apache.commons.configuration2..",
        "org.apache.commons.beanutils..",
        "org.yaml.snakeyaml..",
        "com.networknt..",
        "com.fasterxml.jackson..",
        "java.sql..",
        "javax.sql..",
        "org.h2..",
        "org.postgresql..",
        "org.jdbi..",
        "org.flywaydb..",
        "com.zaxxer.hikari..",
        "org.apache.logging.log4j.core..",
        "org.pf4j..",
        "dev.cel..",
        "org.agrona..",
    };

    /** The bench: what runs at the ends of its flows are components, as a user would write them. */
    private static final String BENCH = "org.rflow.cli.bench..";

    private static final String[] BENCH_REACH = {
        BENCH,
        "org.rflow.component..",
        "org.rflow.message..",
        "org.rflow.components..",
        "org.rflow.zmq..",
        "org.rflow.config..",
        "org.rflow.plan..",
        "org.rflow.manager..",
        "org.rflow.engine..",
        "org.rflow.process..",
        "org.rflow.model..",
    };

    /** It speaks the protocol by itself, so it touches sockets and frames. */
    private static final String CONFORMANCE = "org.rflow.cli.conformance..";

    private static final String[] CONFORMANCE_REACH = {
        CONFORMANCE,
        "org.rflow.bus..",
        "org.rflow.config..",
        "org.rflow.connections.zeromq..",
        "org.rflow.message..",
        "org.rflow.model..",
        "org.rflow.plan..",
        "org.rflow.process..",
        "org.rflow.zmq..",
    };

    /** Its references are raw on purpose: they show what the same libraries do with nothing of RFlow's around them. */
    private static final String RAW = "org.rflow.cli.bench.raw..";

    private static final String[] RAW_DOORS = {"org.zeromq..", "org.apache.avro..", "org.agrona.."};

    /** Components work with Avro's records, those of users too. */
    private static final String ENDS = "org.rflow.cli.bench.ends..";

    private static final String[] ENDS_DOORS = {"org.apache.avro.."};

    @Test
    void entersOnlyRoomsOnItsLine() {
        classes()
                .that()
                .resideOutsideOfPackages(BENCH, CONFORMANCE)
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("org.rflow..")).or(resideInAnyPackage(REACH)))
                .as("room 'cli' may enter: " + String.join(", ", REACH))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void theBenchEntersOnlyRoomsOnItsLine() {
        classes()
                .that()
                .resideInAPackage(BENCH)
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("org.rflow..")).or(resideInAnyPackage(BENCH_REACH)))
                .as("room 'cli.bench' may enter: " + String.join(", ", BENCH_REACH))
                .check(CLASSES);
    }

    @Test
    void conformanceEntersOnlyRoomsOnItsLine() {
        classes()
                .that()
                .resideInAPackage(CONFORMANCE)
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("org.rflow..")).or(resideInAnyPackage(CONFORMANCE_REACH)))
                .as("room 'cli.conformance' may enter: " + String.join(", ", CONFORMANCE_REACH))
                .check(CLASSES);
    }

    @Test
    void theRawReferencesUseOnlyTheLibrariesTheyShow() {
        noClasses()
                .that()
                .resideInAPackage(RAW)
                .should()
                .dependOnClassesThat(resideInAnyPackage(DOORS_ELSEWHERE).and(not(resideInAnyPackage(RAW_DOORS))))
                .as("room 'cli.bench.raw' uses: " + String.join(", ", RAW_DOORS))
                .check(CLASSES);
    }

    @Test
    void theMeasuredComponentsUseOnlyWhatAUserWould() {
        noClasses()
                .that()
                .resideInAPackage(ENDS)
                .should()
                .dependOnClassesThat(resideInAnyPackage(DOORS_ELSEWHERE).and(not(resideInAnyPackage(ENDS_DOORS))))
                .as("room 'cli.bench.ends' uses: " + String.join(", ", ENDS_DOORS))
                .check(CLASSES);
    }

    @Test
    void usesNoLibraryThatHasItsDoorElsewhere() {
        noClasses()
                .that()
                .resideOutsideOfPackages(RAW, ENDS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DOORS_ELSEWHERE)
                .as("no class of room 'cli' uses: " + String.join(", ", DOORS_ELSEWHERE))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void everyClassLivesInARoom() {
        classes()
                .should()
                .resideInAPackage("org.rflow.cli..")
                .as("every class lives in org.rflow.cli")
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
}
