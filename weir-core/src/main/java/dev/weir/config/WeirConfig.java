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
    List<Setting> settings) {

  /// Reads and checks all of it.
  ///
  /// @throws ConfigException with a report of every problem, if there is one
  public static WeirConfig read(Sources sources) {
    var problems = new Problems();
    var settings = new Settings(sources, problems);
    var root = new Section(settings, "");
    var data = root.path("data", "data");
    var listen = ListenConfig.read(root.section("listen"));
    var kafka = KafkaConfig.read(root.section("kafka"));
    var broker = BrokerConfig.read(root.section("broker"));
    var limits = LimitsConfig.read(root.section("limits"));
    var wal = WalConfig.read(root.section("wal"), data, limits);
    var breaker = BreakerConfig.read(root.section("breaker"));
    var sinks = Sinks.read(root.section("sinks"), kafka);
    var routes = Routes.read(root.section("routes"), sinks.names(), wal.mode());
    var acks = AcksConfig.read(root.section("acks"), routes);
    var partitioner = PartitionerConfig.read(root.section("partitioner"));
    var idempotency = IdempotencyConfig.read(root.section("idempotency"));
    var metrics = MetricsConfig.read(root.section("metrics"));
    var accessLog = root.path("access-log", Section.OFF);
    var frames = FramesConfig.read(root.section("frames"));
    settings.refuseUnknown();
    problems.throwIfAny();
    return new WeirConfig(
        data,
        listen,
        kafka,
        broker,
        limits,
        wal,
        breaker,
        sinks.sinks(),
        routes,
        acks,
        partitioner,
        idempotency,
        metrics,
        accessLog.toString().equals(Section.OFF) ? null : accessLog,
        frames,
        settings.inForce());
  }

  /// The same with other limits.
  public WeirConfig withLimits(LimitsConfig others) {
    return new WeirConfig(
        data,
        listen,
        kafka,
        broker,
        others,
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
        settings);
  }

  /// The same with an embedded broker's address in place of the word `embedded`.
  public WeirConfig withBootstrapServers(String servers) {
    var named = new KafkaConfig(servers, kafka.properties());
    var sinksNamed =
        sinks.stream().map(sink -> sink.name().equals(SinkConfig.KAFKA) ? sink.of(named) : sink);
    return new WeirConfig(
        data,
        listen,
        named,
        broker,
        limits,
        wal,
        breaker,
        sinksNamed.toList(),
        routes,
        acks,
        partitioner,
        idempotency,
        metrics,
        accessLog,
        frames,
        settings);
  }
}
