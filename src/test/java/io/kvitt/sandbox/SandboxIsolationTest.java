package io.kvitt.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class SandboxIsolationTest {

    private static final JavaClasses KVITT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.kvitt");

    @Test
    void production_does_not_know_the_sandbox_and_the_sandbox_does_not_know_production() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.kvitt.sandbox..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.kvitt.sandbox..")
                .check(KVITT);
        classes()
                .that()
                .resideInAPackage("io.kvitt.sandbox..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.kvitt.sandbox..", "java..", "org..", "com.fasterxml..", "io.netty..")
                .check(KVITT);
    }

    @Test
    void the_simulators_need_neither_spring_nor_netty_and_do_not_know_each_other() {
        noClasses()
                .that()
                .resideInAnyPackage("io.kvitt.sandbox.*..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "io.netty..")
                .check(KVITT);
        slices().matching("io.kvitt.sandbox.(*)..").should().beFreeOfCycles().check(KVITT);
        noClasses()
                .that()
                .resideInAPackage("io.kvitt.sandbox.klarna..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.kvitt.sandbox.svea..")
                .check(KVITT);
    }
}
