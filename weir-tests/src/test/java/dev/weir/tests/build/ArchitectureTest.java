package dev.weir.tests.build;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;

/// The architecture in words that a machine checks. `docs/architecture.md` is the same for people.
@AnalyzeClasses(packages = "dev.weir", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule nearly_nothing_is_public =
      classes()
          .that()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .and()
          .resideOutsideOfPackages("dev.weir.cli.*..", "dev.weir.gateway.api..")
          .should(beListed());

  /// The packages of the command and of the console's API are many and nobody else's business, so
  /// no list is kept of them.
  @ArchTest
  static final ArchRule in_command_and_console_public_is_what_another_package_uses =
      classes()
          .that()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .and()
          .resideInAnyPackage("dev.weir.cli.*..", "dev.weir.gateway.api..")
          .should(beUsedElsewhere());

  @ArchTest
  static final ArchRule the_nouns_know_nothing_of_ours =
      noClasses().that().resideInAPackage("dev.weir").should().dependOnClassesThat(ofOurs());

  @ArchTest
  static final ArchRule a_sink_does_not_know_the_log =
      noClasses()
          .that()
          .resideInAPackage("dev.weir.sink..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.weir.wal..");

  @ArchTest
  static final ArchRule the_log_does_not_know_sinks =
      noClasses()
          .that()
          .resideInAPackage("dev.weir.wal..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.weir.sink..");

  @ArchTest
  static final ArchRule sinks_the_log_settings_and_metrics_do_not_know_the_delivery =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.weir.sink..", "dev.weir.wal..", "dev.weir.config..", "dev.weir.metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.weir.delivery..", "dev.weir.gateway..");

  @ArchTest
  static final ArchRule the_core_does_not_know_what_is_built_on_it =
      noClasses()
          .that()
          .resideInAnyPackage("dev.weir", "dev.weir.delivery..", "dev.weir.sink..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.weir.gateway..", "dev.weir.broker..", "dev.weir.cli..");

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("dev.weir.(**)").should().beFreeOfCycles();

  /// The console does what `/admin/` does: that is where its words are.
  @ArchTest
  static final ArchRule the_ingresses_do_not_know_one_another =
      slices()
          .matching("dev.weir.gateway.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              inPackage("dev.weir.gateway.api.."), inPackage("dev.weir.gateway.admin"))
          .ignoreDependency(any(), inPackage("dev.weir.gateway.net"))
          .ignoreDependency(any(), inPackage("dev.weir.gateway.audit"))
          .ignoreDependency(any(), inPackage("dev.weir.gateway.cluster"))
          .ignoreDependency(any(), inPackage("dev.weir.gateway.door"))
          .ignoreDependency(any(), inPackage("dev.weir.gateway.web"))
          .ignoreDependency(any(), inPackage("dev.weir.gateway.metrics"))
          .ignoreDependency(any(), inPackage("dev.weir.gateway.tracing"));

  @ArchTest
  static final ArchRule only_the_carriers_know_the_network_library =
      noClasses()
          .that()
          .resideInAPackage("dev.weir..")
          .and()
          .resideOutsideOfPackage("dev.weir.gateway.net")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.netty..");

  @ArchTest
  static final ArchRule only_the_broker_knows_kafkas_server =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.weir.broker..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "kafka..", "org.apache.kafka.server..", "org.apache.kafka.metadata..");

  @ArchTest
  static final ArchRule only_the_composition_root_reads_the_clock =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.weir",
              "dev.weir.delivery..",
              "dev.weir.sink..",
              "dev.weir.config..",
              "dev.weir.metrics..",
              "dev.weir.gateway.*..")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule only_the_command_reads_the_environment =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.weir.cli..", "dev.weir.tests..")
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class);

  @ArchTest
  static final ArchRule only_the_command_prints =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.weir.cli..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  @ArchTag("S23")
  static final ArchRule the_gateway_starts_no_other_program =
      noClasses()
          .that()
          .resideInAnyPackage("dev.weir", "dev.weir.gateway..", "dev.weir.delivery..")
          .or()
          .resideInAnyPackage("dev.weir.sink..", "dev.weir.wal..", "dev.weir.cli.gateway")
          .should()
          .callConstructor(ProcessBuilder.class, String[].class)
          .orShould()
          .callConstructor(ProcessBuilder.class, List.class)
          .orShould()
          .callMethod(Runtime.class, "exec", String[].class);

  @ArchTest
  static final ArchRule nobody_sleeps =
      noClasses().should().callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule names_are_nouns_of_the_domain =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameStartingWith("Abstract");

  @ArchTest
  static final ArchRule logging_goes_through_slf4j =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.logging..", "org.apache.logging..");

  @ArchTest
  static final ArchRule a_worker_needs_no_tracing_of_others =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.weir.worker.telemetry")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry..");

  @ArchTest
  static final ArchRule a_worker_needs_no_meters_of_others =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.weir.worker.meters")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.micrometer..");

  @ArchTest
  static final ArchRule a_worker_needs_no_formats_of_others =
      noClasses()
          .that()
          .resideInAPackage("dev.weir.worker..")
          .and()
          .resideOutsideOfPackage("dev.weir.worker.codec")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.fasterxml..", "com.google..", "org.apache.avro..");

  private static ArchCondition<JavaClass> beListed() {
    return new ArchCondition<>("be listed in PublicTypes, with a reason") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (PublicTypes.isListed(type.getName())) return;
        events.add(SimpleConditionEvent.violated(type, type.getName() + " is public"));
      }
    };
  }

  private static final Set<JavaModifier> CONSTANT =
      Set.of(JavaModifier.PUBLIC, JavaModifier.STATIC, JavaModifier.FINAL);

  private static ArchCondition<JavaClass> beUsedElsewhere() {
    return new ArchCondition<>("be used by another package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        var used =
            type.getDirectDependenciesToSelf().stream()
                .anyMatch(
                    use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
        // Constants are copied to where they are used, and leave no trace there.
        var constants =
            type.getFields().stream().anyMatch(field -> field.getModifiers().containsAll(CONSTANT));
        if (!used && !constants)
          events.add(SimpleConditionEvent.violated(type, type.getName() + " is public"));
      }
    };
  }

  private static DescribedPredicate<JavaClass> ofOurs() {
    return inPackage("dev.weir.*..");
  }

  private static DescribedPredicate<JavaClass> inPackage(String name) {
    return JavaClass.Predicates.resideInAPackage(name);
  }

  private static DescribedPredicate<JavaClass> any() {
    return DescribedPredicate.alwaysTrue();
  }
}
