package io.kvitt;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The diagram of docs/architecture.md, as rules. */
@AnalyzeClasses(packages = "io.kvitt", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule decisions_know_no_framework = noClasses()
            .that()
            .resideInAnyPackage("io.kvitt.payment..", "io.kvitt.command..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.apache.camel..", "java.sql..", "com.fasterxml..");

    @ArchTest
    static final ArchRule payment_knows_nothing_else_of_kvitt = noClasses()
            .that()
            .resideInAPackage("io.kvitt.payment..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.kvitt.command..",
                    "io.kvitt.provider..",
                    "io.kvitt.execution..",
                    "io.kvitt.ledger..",
                    "io.kvitt.intake..",
                    "io.kvitt.outcome..",
                    "io.kvitt.routing..");

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
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.kvitt.payment..",
                    "io.kvitt.command..",
                    "io.kvitt.provider..",
                    "io.kvitt.execution..",
                    "io.kvitt.ledger..",
                    "io.kvitt.intake..",
                    "io.kvitt.outcome..",
                    "io.kvitt.routing..");

    @ArchTest
    static final ArchRule decisions_and_engine_do_not_know_that_they_are_metered = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.kvitt.payment..",
                    "io.kvitt.command..",
                    "io.kvitt.provider..",
                    "io.kvitt.execution..",
                    "io.kvitt.ledger..",
                    "io.kvitt.orderstatus..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.kvitt.metrics..", "io.micrometer..");

    @ArchTest
    static final ArchRule meters_watch_no_way_in_or_out = noClasses()
            .that()
            .resideInAPackage("io.kvitt.metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.kvitt.intake..",
                    "io.kvitt.outcome..",
                    "io.kvitt.routing..",
                    "io.kvitt.notification..",
                    "org.apache.camel..");

    @ArchTest
    static final ArchRule providers_do_not_know_each_other =
            slices().matching("io.kvitt.provider.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule there_are_no_cycles =
            slices().matching("io.kvitt.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule sql_stays_with_those_who_own_a_table = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.kvitt.ledger..",
                    "io.kvitt.local..",
                    "io.kvitt.intake.file..",
                    "io.kvitt.outcome..",
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
