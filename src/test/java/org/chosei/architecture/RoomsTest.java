package org.chosei.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.chosei.ChoseiApplication;
import org.chosei.access.Allow;
import org.chosei.access.Anyone;
import org.chosei.access.Grants;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.web.bind.annotation.RequestMapping;

/** The rules of the house that the compiler cannot hold. */
class RoomsTest {
    /** Asked of grants by whoever shows who sees a case; they change nothing. */
    private static final Set<String> READS = Set.of("holders", "holdings", "ended", "isTold");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.chosei");

    @Test
    void roomsUseOnlyTheRoomsTheyName() {
        ApplicationModules.of(ChoseiApplication.class).verify();
    }

    /** On the test's class path it would stand before the room's own, and its rules would not be read. */
    @Test
    void noPackageOfTestsHidesWhatARoomSaysOfItself() throws IOException {
        Path tests = Path.of("src/test/java");
        try (Stream<Path> files = Files.walk(tests)) {
            assertThat(files.filter(file -> file.endsWith("package-info.java"))
                            .filter(file ->
                                    Files.exists(Path.of("src/main/java").resolve(tests.relativize(file)))))
                    .isEmpty();
        }
    }

    @Test
    void everyRequestHandlerNamesItsPermissionOrSaysThatItIsForAnyone() {
        methods()
                .that(new DescribedPredicate<JavaMethod>("handle requests") {
                    @Override
                    public boolean test(JavaMethod method) {
                        return AnnotatedElementUtils.hasAnnotation(method.reflect(), RequestMapping.class);
                    }
                })
                .should(new ArchCondition<JavaMethod>("carry exactly one of @Allow and @Anyone") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        boolean one = method.isAnnotatedWith(Allow.class) != method.isAnnotatedWith(Anyone.class);
                        events.add(new SimpleConditionEvent(method, one, method.getFullName()));
                    }
                })
                .because("a handler without a rule is an open door")
                .check(CLASSES);
    }

    @Test
    void timeComesFromTheInjectedClock() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.chosei.installation..", "org.chosei.command..", "org.chosei.demo..")
                .should()
                .callMethodWhere(new DescribedPredicate<>("the system clock") {
                    @Override
                    public boolean test(com.tngtech.archunit.core.domain.JavaMethodCall call) {
                        AccessTarget.MethodCallTarget target = call.getTarget();
                        boolean now = target.getName().equals("now")
                                && target.getOwner().getPackageName().equals("java.time")
                                && target.getRawParameterTypes().isEmpty();
                        boolean millis = target.getName().equals("currentTimeMillis");
                        return now || millis;
                    }
                })
                .because("tests and two nodes must agree on what time it is")
                .check(CLASSES);
    }

    @Test
    void onlyTheRoomsThatDecideWhatAVendorMayLearnWriteGrants() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.chosei.access..", "org.chosei.distribution..", "org.chosei.intake..")
                .should()
                .callMethodWhere(new DescribedPredicate<>("a change of grants") {
                    @Override
                    public boolean test(com.tngtech.archunit.core.domain.JavaMethodCall call) {
                        return call.getTargetOwner().isEquivalentTo(Grants.class)
                                && !READS.contains(call.getTarget().getName());
                    }
                })
                .because("distribution is the only gate")
                .check(CLASSES);
    }

    @Test
    void onlyTheMailRoomSpeaksSmtp() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.chosei.mail..", "org.chosei.demo..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.subethamail..").or(resideInAPackage("jakarta.mail..")))
                .because("embargoed words must not find another way out")
                .check(CLASSES);
    }

    @Test
    void theKernelKnowsNeitherSpringNorSql() {
        noClasses()
                .that()
                .resideInAPackage("org.chosei.kernel..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.springframework..")
                        .and(DescribedPredicate.not(resideInAPackage("org.springframework.modulith..")))
                        .or(resideInAPackage("java.sql..")))
                .because("what every room shares must stay small and pure")
                .check(CLASSES);
    }

    @Test
    void theVerifierOfExportsKnowsNeitherSpringNorSql() {
        noClasses()
                .that()
                .resideInAPackage("org.chosei.ledger.proof..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.springframework..")
                        .and(DescribedPredicate.not(resideInAPackage("org.springframework.modulith..")))
                        .or(resideInAPackage("java.sql..")))
                .because("an export is verified anywhere, by nothing but the file")
                .check(CLASSES);
    }

    @Test
    void nothingIsEverDeserialisedTheNativeWay() {
        noClasses()
                .should()
                .dependOnClassesThat(nameMatching("java\\.io\\.Object(In|Out)putStream")
                        .<com.tngtech.archunit.core.domain.JavaClass>forSubtype())
                .check(CLASSES);
    }

    @Test
    void controllersCatchNoRefusals() {
        // Refusals become pages in one place; a form that shows them beside its fields reads Refusal.Invalid only.
        noClasses()
                .that()
                .resideInAPackage("org.chosei..web")
                .should()
                .dependOnClassesThat(type(org.springframework.dao.DataAccessException.class))
                .because("a database failure is never turned into absence")
                .check(CLASSES);
    }
}
