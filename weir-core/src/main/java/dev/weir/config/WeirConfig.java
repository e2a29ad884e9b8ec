package dev.weir.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that can be set, read and checked as a whole.
///
/// @param data where Weir keeps its files
/// @param sinks all of them, `kafka` first if there is one
/// @param routes the last one, or one before, takes every topic
/// @param accessLog the file that gets a line for each request, or null
/// @param settings every key with its value in force and where that came from
/// @param file what they were read from, or null where there was none
public record WeirConfig(
    Path data,
    ListenConfig listen,
    KafkaConfig kafka,
    BrokerConfig broker,
    LimitsConfig limits,
    WalConfig wal,
    BreakerConfig breaker,
    List<SinkConfig> sinks,
    List<RouteConfig> routes,
    AcksConfig acks,
    PartitionerConfig partitioner,
    IdempotencyConfig idempotency,
    MetricsConfig metrics,
    @Nullable Path accessLog,
    FramesConfig frames,
    PushConfig push,
    RestConfig rest,
    ConsumersConfig consumers,
    RegistryConfig registry,
    PeersConfig peers,
    TlsConfig tls,
    AuthConfig auth,
    TracingConfig tracing,
    List<Setting> settings,
    @Nullable Path file) {
  private static final String INSECURE = "insecure";

  /// Reads and checks all of it.
  ///
  /// @throws ConfigException with a report of every problem, if there is one
  public static WeirConfig read(Sources sources) {
    var problems = new Problems();
    var settings = new Settings(sources, problems);
    var config = read(settings);
    settings.refuseUnknown();
    problems.throwIfAny();
    return config;
  }

  static WeirConfig read(Settings settings) {
    var root = new Section(settings, "");
    var data = root.path("data", "data");
    var insecure = root.yes(INSECURE, false);
    var kafka = KafkaConfig.read(root.section("kafka"));
    var limits = LimitsConfig.read(root.section("limits"));
    var wal = WalConfig.read(root.section("wal"), data, limits);
    var sinks = Sinks.read(root.section("sinks"), kafka);
    var routes = Routes.read(root.section("routes"), sinks.names(), wal.mode());
    var config =
        new WeirConfig(
            data,
            ListenConfig.read(root.section("listen")),
            kafka,
            BrokerConfig.read(root.section("broker")),
            limits,
            wal,
            BreakerConfig.read(root.section("breaker")),
            sinks.sinks(),
            routes,
            AcksConfig.read(root.section("acks"), routes),
            PartitionerConfig.read(root.section("partitioner")),
            IdempotencyConfig.read(root.section("idempotency")),
            MetricsConfig.read(root.section("metrics")),
            root.pathOrOff("access-log"),
            FramesConfig.read(root.section("frames")),
            PushConfig.read(root.section("push")),
            RestConfig.read(root.section("rest")),
            ConsumersConfig.read(root.section("consumers")),
            RegistryConfig.read(root.section("registry")),
            PeersConfig.read(root.section("peers")),
            TlsConfig.read(root.section("tls")),
            AuthConfig.read(root.section("auth")),
            TracingConfig.read(root.section("tracing")),
            settings.inForce(),
            settings.file());
    if (!insecure) new Exposure(config.listen(), config.auth()).refuse(settings);
    return config;
  }

  /// Throws where settings of which a part waits for a start leave a port open meanwhile, which
  /// none of the two readings that they are of does.
  public void checkExposure() {
    var open = new Exposure(listen, auth).untilTheStart();
    if (!open.isEmpty() && !insecure()) throw ConfigException.about(open);
  }

  private boolean insecure() {
    return settings.stream()
        .anyMatch(one -> one.key().equals(INSECURE) && one.value().equals("true"));
  }

  /// The same with other limits.
  public WeirConfig withLimits(LimitsConfig others) {
    return with(kafka, others, sinks);
  }

  /// The same with an embedded broker's address in place of the word `embedded`. Where there is no
  /// cluster, there is still none.
  public WeirConfig withBootstrapServers(String servers) {
    if (kafka.off()) return this;
    var named = new KafkaConfig(servers, kafka.properties());
    var sinksNamed =
        sinks.stream().map(sink -> sink.name().equals(SinkConfig.KAFKA) ? sink.of(named) : sink);
    return with(named, limits, sinksNamed.toList());
  }

  private WeirConfig with(KafkaConfig kafka, LimitsConfig limits, List<SinkConfig> sinks) {
    return new WeirConfig(
        data,
        listen,
        kafka,
        broker,
        limits,
        wal,
        breaker,
        sinks,
        routes,
        acks,
        partitioner,
        idempotency,
        metrics,
        accessLog,
        frames,
        push,
        rest,
        consumers,
        registry,
        peers,
        tls,
        auth,
        tracing,
        settings,
        file);
  }
}
