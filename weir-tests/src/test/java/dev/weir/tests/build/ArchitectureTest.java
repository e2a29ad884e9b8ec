package dev.weir.tests.build;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/// The architecture in words that a machine checks. `docs/architecture.md` is the same for people.
@AnalyzeClasses(packages = "dev.weir", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /// What users of Weir may hold on to.
  private static final Set<String> API =
      Set.of(
          "dev.weir.Acks",
          "dev.weir.Clock",
          "dev.weir.Header",
          "dev.weir.Message",
          "dev.weir.Outcome",
          "dev.weir.Problem",
          "dev.weir.Receipt",
          "dev.weir.Submission",
          "dev.weir.TopicName",
          "dev.weir.config.AcksConfig",
          "dev.weir.config.Address",
          "dev.weir.config.BreakerConfig",
          "dev.weir.config.BrokerConfig",
          "dev.weir.config.ConfigException",
          "dev.weir.config.FileConfig",
          "dev.weir.config.FramesConfig",
          "dev.weir.config.IdempotencyConfig",
          "dev.weir.config.Import",
          "dev.weir.config.KafkaConfig",
          "dev.weir.config.LimitsConfig",
          "dev.weir.config.ListenConfig",
          "dev.weir.config.MetricsConfig",
          "dev.weir.config.Nearest",
          "dev.weir.config.ConsumersConfig",
          "dev.weir.config.PeersConfig",
          "dev.weir.config.Reference",
          "dev.weir.config.RegistryConfig",
          "dev.weir.config.RestConfig",
          "dev.weir.config.Partitioner",
          "dev.weir.config.PartitionerConfig",
          "dev.weir.config.Predecessor",
          "dev.weir.config.PushConfig",
          "dev.weir.config.Rate",
          "dev.weir.config.RouteConfig",
          "dev.weir.config.Setting",
          "dev.weir.config.SinkConfig",
          "dev.weir.config.SocketAccess",
          "dev.weir.config.Sources",
          "dev.weir.config.WalConfig",
          "dev.weir.config.WalMode",
          "dev.weir.config.WeirConfig",
          "dev.weir.config.legacy.OldFile",
          "dev.weir.config.legacy.SmallFile",
          "dev.weir.config.legacy.Translation",
          "dev.weir.delivery.Answer",
          "dev.weir.delivery.Budget",
          "dev.weir.delivery.Delivery",
          "dev.weir.delivery.SinkState",
          "dev.weir.sink.Sink",
          "dev.weir.sink.file.Batches",
          "dev.weir.sink.file.FileSink",
          "dev.weir.sink.file.Frames",
          "dev.weir.sink.file.Packing",
          "dev.weir.sink.file.Tail",
          "dev.weir.sink.kafka.KafkaSink",
          "dev.weir.sink.kafka.KeyPartition",
          "dev.weir.wal.Damage",
          "dev.weir.wal.Entry",
          "dev.weir.wal.Wal",
          "dev.weir.wal.WalException",
          "dev.weir.wal.WalFiles",
          "dev.weir.wal.WalOptions",
          "dev.weir.metrics.Counter",
          "dev.weir.metrics.Gauge",
          "dev.weir.metrics.Histogram",
          "dev.weir.metrics.Label",
          "dev.weir.metrics.Metric",
          "dev.weir.metrics.Metrics",
          "dev.weir.metrics.Scale",
          "dev.weir.metrics.Total",
          "dev.weir.worker.Ack",
          "dev.weir.worker.Around",
          "dev.weir.worker.BatchProcessor",
          "dev.weir.worker.Breaker",
          "dev.weir.worker.Codec",
          "dev.weir.worker.DecodeException",
          "dev.weir.worker.Exhausted",
          "dev.weir.worker.Handler",
          "dev.weir.worker.Headers",
          "dev.weir.worker.Health",
          "dev.weir.worker.Kafka",
          "dev.weir.worker.Message",
          "dev.weir.worker.Ordering",
          "dev.weir.worker.Outcome",
          "dev.weir.worker.Outgoing",
          "dev.weir.worker.Partition",
          "dev.weir.worker.Position",
          "dev.weir.worker.Processor",
          "dev.weir.worker.Retry",
          "dev.weir.worker.StartAt",
          "dev.weir.worker.Stats",
          "dev.weir.worker.Telemetry",
          "dev.weir.worker.Transform",
          "dev.weir.worker.Worker",
          "dev.weir.worker.WorkerBuilder",
          "dev.weir.worker.WorkerEvent",
          "dev.weir.worker.codec.Codecs",
          "dev.weir.worker.codec.Registry",
          "dev.weir.worker.codec.RegistryException",
          "dev.weir.gateway.Weir",
          "dev.weir.gateway.admin.Reload",
          "dev.weir.broker.EmbeddedBroker",
          "dev.weir.cli.Main",
          "dev.weir.testkit.BrokerExtension",
          "dev.weir.testkit.FakeClock",
          "dev.weir.testkit.FaultySink",
          "dev.weir.testkit.SchemaRegistry",
          "dev.weir.testkit.TopicContents",
          "dev.weir.testkit.WeirExtension",
          "dev.weir.testkit.disk.FaultyDisk",
          "dev.weir.testkit.disk.Operation",
          "dev.weir.testkit.net.Direction",
          "dev.weir.testkit.net.FaultProxy",
          "dev.weir.testkit.worker.FakeWriter",
          "dev.weir.testkit.worker.Messages",
          "dev.weir.worker.Login",
          // Kafka's clients make it by its name.
          "dev.weir.worker.PemFiles",
          "dev.weir.worker.Probe",
          "dev.weir.worker.Reader",
          "dev.weir.worker.ReaderBuilder",
          "dev.weir.worker.Tls",
          "dev.weir.worker.WriteException",
          "dev.weir.worker.Writer",
          "dev.weir.worker.WriterBuilder",
          "dev.weir.worker.meters.Meters",
          "dev.weir.worker.telemetry.Tracing");

  /// Public only because the gateway's packages must see one another.
  private static final Set<String> INSIDE_THE_GATEWAY =
      Set.of(
          "dev.weir.gateway.access.AccessLog",
          "dev.weir.gateway.admin.Admin",
          "dev.weir.gateway.cluster.Cluster",
          "dev.weir.gateway.cluster.AutoCreation",
          "dev.weir.gateway.cluster.ClusterId",
          "dev.weir.gateway.cluster.Configs",
          "dev.weir.gateway.cluster.TopicNames",
          "dev.weir.gateway.cluster.TopicPartitions",
          "dev.weir.gateway.cluster.Topics",
          "dev.weir.gateway.frames.FramesIngress",
          "dev.weir.gateway.grpc.GrpcIngress",
          "dev.weir.gateway.health.Liveness",
          "dev.weir.gateway.health.Readiness",
          "dev.weir.gateway.metrics.AmbassadorFigures",
          "dev.weir.gateway.metrics.KprfFigures",
          "dev.weir.gateway.metrics.MetricsEndpoint",
          "dev.weir.gateway.metrics.TopicLabels",
          "dev.weir.gateway.net.Answer",
          "dev.weir.gateway.net.Arrived",
          "dev.weir.gateway.net.Context",
          "dev.weir.gateway.net.GrpcCall",
          "dev.weir.gateway.net.GrpcPort",
          "dev.weir.gateway.net.UnixConnection",
          "dev.weir.gateway.net.UnixPort",
          "dev.weir.gateway.net.EndedRequest",
          "dev.weir.gateway.net.Endpoint",
          "dev.weir.gateway.net.Exchange",
          "dev.weir.gateway.net.Field",
          "dev.weir.gateway.net.Head",
          "dev.weir.gateway.net.HttpLimits",
          "dev.weir.gateway.net.HttpPort",
          "dev.weir.gateway.net.Net",
          "dev.weir.gateway.net.NetException",
          "dev.weir.gateway.net.RequestLog",
          "dev.weir.gateway.net.Utf8",
          "dev.weir.gateway.net.Watched",
          "dev.weir.gateway.once.Once",
          "dev.weir.gateway.net.Lines",
          "dev.weir.gateway.push.PushIngress",
          "dev.weir.gateway.rest.RestIngress",
          "dev.weir.gateway.rest.openapi.Description",
          "dev.weir.gateway.rest.peers.Peers",
          "dev.weir.gateway.rest.produce.ProduceRoutes",
          "dev.weir.gateway.rest.consumers.ConsumerRoutes",
          "dev.weir.gateway.rest.consumers.Instances",
          "dev.weir.gateway.rest.consumers.Ownership",
          "dev.weir.gateway.rest.web.Blocking",
          "dev.weir.gateway.rest.web.Call",
          "dev.weir.gateway.rest.web.Cors",
          "dev.weir.gateway.rest.web.Doc",
          "dev.weir.gateway.rest.meta.MetaRoutes",
          "dev.weir.gateway.rest.v3.AdminRoutes",
          "dev.weir.gateway.rest.web.Fields",
          "dev.weir.gateway.rest.web.Format",
          "dev.weir.gateway.rest.web.Json",
          "dev.weir.gateway.rest.web.KafkaFailures",
          "dev.weir.gateway.rest.web.Links",
          "dev.weir.gateway.rest.web.MediaTypes",
          "dev.weir.gateway.rest.web.Negotiation",
          "dev.weir.gateway.rest.web.Resource",
          "dev.weir.gateway.rest.web.RestException",
          "dev.weir.gateway.rest.web.Route",
          "dev.weir.gateway.rest.web.Routes",
          "dev.weir.gateway.rest.web.Site",
          "dev.weir.gateway.rest.web.Target",
          "dev.weir.gateway.rest.schema.Registry",
          "dev.weir.gateway.rest.schema.Schema",
          "dev.weir.gateway.rest.schema.SchemaChoice",
          "dev.weir.gateway.rest.schema.Schemas",
          "dev.weir.gateway.topics.TopicsIngress");

  @ArchTest
  static final ArchRule nearly_nothing_is_public =
      classes()
          .that()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .and()
          .resideOutsideOfPackage("dev.weir.cli.*..")
          .should(beListed());

  /// The command's packages are many and nobody else's business, so no list is kept of them.
  @ArchTest
  static final ArchRule in_the_command_public_is_what_another_package_uses =
      classes()
          .that()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .and()
          .resideInAPackage("dev.weir.cli.*..")
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

  @ArchTest
  static final ArchRule the_ingresses_do_not_know_one_another =
      slices()
          .matching("dev.weir.gateway.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(any(), inPackage("dev.weir.gateway.net"))
          .ignoreDependency(any(), inPackage("dev.weir.gateway.cluster"))
          .ignoreDependency(any(), inPackage("dev.weir.gateway.metrics"));

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
    return new ArchCondition<>("be listed in this test, with a reason") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        var listed = API.contains(type.getName()) || INSIDE_THE_GATEWAY.contains(type.getName());
        if (!listed) {
          events.add(SimpleConditionEvent.violated(type, type.getName() + " is public"));
        }
      }
    };
  }

  private static ArchCondition<JavaClass> beUsedElsewhere() {
    return new ArchCondition<>("be used by another package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        var used =
            type.getDirectDependenciesToSelf().stream()
                .anyMatch(
                    use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
        if (!used) events.add(SimpleConditionEvent.violated(type, type.getName() + " is public"));
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
