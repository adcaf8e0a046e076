package one.imago.cli;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import one.imago.chain.state.TransactionRejected;
import one.imago.node.service.ServiceRegistry;
import one.imago.p2p.kad.Key;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The floors of docs/architecture.md, and the house rules that a compiler does not hold. */
final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("one.imago");

    private static final String[] MODULES = {"node", "chain", "p2p", "passport", "watermark", "crawler", "cli"};

    @Test
    void everyModuleIsThere() {
        for (String module : MODULES) {
            assertThat(CLASSES.containPackage("one.imago." + module)).as(module).isTrue();
        }
    }

    @Test
    void importsPointDownwardsOnly() {
        mayUse("node");
        mayUse("chain", "node");
        mayUse("p2p", "node");
        mayUse("watermark", "node");
        mayUse("passport", "node", "chain");
        mayUse("crawler", "node", "chain", "watermark");
    }

    private static void mayUse(String module, String... below) {
        Set<String> allowed = new TreeSet<>(List.of(below));
        allowed.add(module);
        String[] forbidden = List.of(MODULES).stream()
                .filter(other -> !allowed.contains(other))
                .map(other -> "one.imago." + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("one.imago." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .because(module + " may use only " + allowed)
                .check(CLASSES);
    }

    @Test
    void packagesOfAModuleFormNoCycles() {
        for (String module : MODULES) {
            slices().matching("one.imago." + module + ".(**)")
                    .should()
                    .beFreeOfCycles()
                    // The registry is where modules meet: it names everything that can be registered.
                    .ignoreDependency(JavaClass.Predicates.type(ServiceRegistry.class), alwaysTrue())
                    // One word for refusing, whoever refuses: the envelope's decoder or a state module.
                    .ignoreDependency(alwaysTrue(), JavaClass.Predicates.type(TransactionRejected.class))
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void packagesStandOneLevelBelowTheirModule() {
        assertThat(packages().map(JavaPackage::getName))
                .allMatch(name -> name.matches("one\\.imago\\.[a-z0-9]+(\\.[a-z0-9]+)?"));
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(packages().filter(each -> !isGenerated(each) && !each.isAnnotatedWith(NullMarked.class)))
                .isEmpty();
    }

    @Test
    void nothingIsNamedForWhatItIsNot() {
        assertThat(packages().map(JavaPackage::getRelativeName))
                .doesNotContain("util", "impl", "common", "helper", "manager");
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .check(CLASSES);
    }

    @Test
    void timeThreadsAndChanceComeFromTheContext() {
        noClasses()
                .that()
                .resideOutsideOfPackages("one.imago.node..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(Random.class, long.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class, String.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Executors.class)
                .because("tests and simulators put their own in place")
                .check(CLASSES);
    }

    @Test
    void theSimulatorRunsTheProductionLookup() {
        noClasses()
                .that()
                .resideInAPackage("one.imago.p2p.simulation..")
                .should()
                .haveSimpleNameContaining("Lookup")
                .orShould()
                .haveSimpleNameContaining("Routing")
                .orShould()
                .haveSimpleNameContaining("Bucket")
                .orShould()
                .haveSimpleNameContaining("Record")
                .because("it measures one.imago.p2p.kad, and nothing that is like it")
                .check(CLASSES);
        classes()
                .that()
                .haveFullyQualifiedName("one.imago.p2p.simulation.DhtSimulation")
                .should()
                .transitivelyDependOnClassesThat()
                .haveFullyQualifiedName("one.imago.p2p.kad.Lookup")
                .check(CLASSES);
        // Distances are what a lookup is made of: outside of kad, only liars rank peers.
        noClasses()
                .that()
                .resideOutsideOfPackage("one.imago.p2p.kad..")
                .and()
                .haveSimpleNameNotEndingWith("Crowd")
                .and()
                .haveSimpleNameNotEndingWith("Population")
                .should()
                .callMethod(Key.class, "nearest")
                .check(CLASSES);
        assertThat(CLASSES.stream().filter(each -> each.getSimpleName().matches(".*(Lookup|RoutingTable)")))
                .extracting(JavaClass::getPackageName)
                .containsOnly("one.imago.p2p.kad");
    }

    @Test
    void onlyModulesAndTheAssemblySeeTheRegistry() {
        noClasses()
                .that()
                .resideOutsideOfPackages("one.imago.node..")
                .and()
                .haveSimpleNameNotEndingWith("Module")
                .and()
                .haveSimpleNameNotEndingWith("Assembly")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("one.imago.node.service.ServiceRegistry")
                .check(CLASSES);
    }

    private static java.util.stream.Stream<JavaPackage> packages() {
        return CLASSES.getDefaultPackage().getSubpackagesInTree().stream()
                .filter(each -> each.getName().startsWith("one.imago.")
                        && !each.getClasses().isEmpty());
    }

    private static boolean isGenerated(JavaPackage each) {
        return each.getRelativeName().equals("proto");
    }
}
