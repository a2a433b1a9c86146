package io.kvitt;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The page docs/architecture.md, as rules: its table of rooms to the letter, and what must never become an arrow. */
@AnalyzeClasses(packages = "io.kvitt", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static void every_arrow_of_the_code_is_drawn_on_the_page_and_every_drawn_arrow_is_there(JavaClasses kvitt) {
        Map<String, Set<String>> drawn = ArrowTable.read();
        Set<String> there = new TreeSet<>();
        for (JavaClass from : kvitt) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass();
                if (isKvitt(from) && isKvitt(to) && !room(from, drawn).equals(room(to, drawn))) {
                    there.add(room(from, drawn) + " -> " + room(to, drawn));
                }
            }
        }
        Set<String> onThePage = new TreeSet<>();
        drawn.forEach((room, used) -> used.forEach(other -> onThePage.add(room + " -> " + other)));

        assertThat(without(there, onThePage))
                .as("arrows that the code has and the table in docs/architecture.md has not; are they right?")
                .isEmpty();
        assertThat(without(onThePage, there))
                .as("arrows of the table in docs/architecture.md that the code has no more")
                .isEmpty();
    }

    private static Set<String> without(Set<String> all, Set<String> others) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(others);
        return rest;
    }

    private static boolean isKvitt(JavaClass type) {
        return type.getPackageName().startsWith("io.kvitt.");
    }

    private static String room(JavaClass type, Map<String, Set<String>> drawn) {
        return ArrowTable.roomOf(type.getPackageName(), drawn.keySet());
    }

    @ArchTest
    static void every_class_lies_in_a_room_of_the_page(JavaClasses kvitt) {
        Map<String, Set<String>> drawn = ArrowTable.read();
        assertThat(kvitt.stream()
                        .filter(ArchitectureTest::isKvitt)
                        .filter(type -> room(type, drawn).isEmpty())
                        .map(JavaClass::getName))
                .isEmpty();
    }

    @ArchTest
    static final ArchRule decisions_know_no_framework = noClasses()
            .that()
            .resideInAnyPackage("io.kvitt.payment..", "io.kvitt.command..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.apache.camel..", "java.sql..", "com.fasterxml..");

    @ArchTest
    static final ArchRule faces_do_not_know_each_other = slices().matching(
                    "io.kvitt.(api|console|queue|callback|erp)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule the_desk_serves_every_face_and_knows_none = noClasses()
            .that()
            .resideInAPackage("io.kvitt.desk..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.kvitt.api..",
                    "io.kvitt.console..",
                    "io.kvitt.queue..",
                    "io.kvitt.callback..",
                    "io.kvitt.erp.drop..",
                    "jakarta.servlet..",
                    "org.apache.camel..",
                    "com.fasterxml..");

    @ArchTest
    static final ArchRule faces_ask_the_desk_and_never_the_engine_s_tables_and_passes = noClasses()
            .that()
            .resideInAnyPackage("io.kvitt.api..", "io.kvitt.console..", "io.kvitt.queue..", "io.kvitt.callback..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.kvitt.execution..", "io.kvitt.ledger..");

    @ArchTest
    static final ArchRule camel_is_met_in_the_routes_glue_and_the_faces_only = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.kvitt.camel..",
                    "io.kvitt.api..",
                    "io.kvitt.queue..",
                    "io.kvitt.callback..",
                    "io.kvitt.erp.drop..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule formats_know_no_receipts = noClasses()
            .that()
            .resideInAPackage("io.kvitt.erp.format..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.kvitt.erp.receipt..");

    @ArchTest
    static final ArchRule production_never_reaches_the_sandbox = noClasses()
            .that()
            .resideOutsideOfPackage("io.kvitt.sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.kvitt.sandbox..");

    @ArchTest
    static final ArchRule the_sandbox_shares_no_code_with_what_it_simulates_for = noClasses()
            .that()
            .resideInAPackage("io.kvitt.sandbox..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "lie elsewhere in Kvitt",
                    type -> type.getPackageName().startsWith("io.kvitt.")
                            && !type.getPackageName().startsWith("io.kvitt.sandbox")));

    @ArchTest
    static final ArchRule decisions_and_engine_do_not_know_that_they_are_metered = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.kvitt.payment..",
                    "io.kvitt.command..",
                    "io.kvitt.provider..",
                    "io.kvitt.execution..",
                    "io.kvitt.ledger..",
                    "io.kvitt.orderstatus..",
                    "io.kvitt.views..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.kvitt.metrics..", "io.micrometer..");

    @ArchTest
    static final ArchRule providers_do_not_know_each_other =
            slices().matching("io.kvitt.provider.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule there_are_no_cycles_between_rooms =
            slices().matching("io.kvitt.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule there_are_no_cycles_between_the_rooms_of_files =
            slices().matching("io.kvitt.erp.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule sql_stays_with_those_who_own_a_table = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.kvitt.ledger..",
                    "io.kvitt.local..",
                    "io.kvitt.erp.store..",
                    "io.kvitt.erp.receipt..",
                    "io.kvitt.audit..",
                    "io.kvitt.orderstatus..",
                    "io.kvitt.security..",
                    "io.kvitt.notification..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.jdbc..", "java.sql..");

    @ArchTest
    static final ArchRule configuration_is_package_private = classes()
            .that()
            .areAnnotatedWith("org.springframework.context.annotation.Configuration")
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule there_are_no_drawers_for_odds_and_ends = noClasses()
            .should()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Constants");
}
