package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DefaultsTest {
  /// What `weir config show` prints for nothing; a change here is a change of the product.
  private static final String DOCUMENTED =
      """
      data=data
      insecure=false
      listen.http=127.0.0.1:8082
      listen.push=off
      listen.topics=off
      listen.rest=off
      listen.metrics=off
      listen.admin=off
      listen.grpc=127.0.0.1:18282
      listen.unix=off
      listen.unix-acked=off
      listen.unix-mode=0660
      listen.unix-owner=off
      listen.unix-group=off
      listen.unix-users=off
      kafka.bootstrap.servers=embedded
      kafka.acks=all
      kafka.client.id=weir
      kafka.delivery.timeout.ms=10000
      kafka.enable.idempotence=true
      kafka.max.block.ms=5000
      kafka.metadata.recovery.strategy=none
      kafka.request.timeout.ms=5000
      kafka.retries=2147483647
      kafka.sasl.username=
      kafka.sasl.password=
      broker.port=9092
      limits.memory=<a quarter of the heap>MB
      limits.message-bytes=1MB
      limits.in-flight=100000
      limits.request-bytes=16MB
      limits.client-rate=off
      limits.client-rate-bytes=off
      limits.rate-clients=10000
      limits.connections=10000
      limits.connections-per-client=5000
      wal.path=data/wal
      wal.mode=fallback
      wal.limit=10GB
      wal.segment=64MB
      wal.resend-period=0s
      wal.resend-rate=0
      breaker.fails=5
      breaker.patience=3s
      breaker.timeout=5s
      breaker.requests=3
      breaker.interval=0s
      sinks.kafka.backup=off
      sinks.kafka.swap-timeout=10s
      routes.0.topic=*
      routes.0.to=kafka
      routes.0.slice.kafka=1
      routes.0.wal=fallback
      routes.0.acks=as-asked
      routes.0.rate=off
      routes.0.rate-bytes=off
      routes.0.batch=1000
      routes.0.batch-timeout=1s
      acks.push=journal
      acks.push-waiting=kafka
      acks.topics=journal
      acks.rest-async=journal
      acks.grpc=journal
      acks.frames=memory
      acks.frames-acked=journal
      partitioner.push=crc32
      partitioner.topics=crc32
      partitioner.rest=murmur2
      partitioner.grpc=crc32
      partitioner.frames=crc32
      idempotency.window=1h
      idempotency.keys=100000
      metrics.also=off
      access-log=off
      frames.empty-key=null
      push.statuses=kprf
      push.over-rate=accept
      rest.auto-create=true
      rest.codes=confluent
      rest.advertise=off
      rest.forwarded=true
      rest.cors=off
      rest.crn-authority=off
      rest.batch-entries=1000
      rest.stream-at-most=24h
      consumers.instances=1000
      consumers.idle=5m
      consumers.timeout=1s
      consumers.timeout-at-most=1m
      consumers.max-bytes=64MB
      consumers.bad-record=fail
      consumers.dialect=auto
      consumers.auto-offset-reset=latest
      consumers.auto-commit=true
      consumers.fetch-min-bytes=-1
      registry.url=off
      registry.timeout=5s
      registry.auto-register=true
      peers.address=auto
      peers.topic=__weir_instances
      peers.ca=off
      tls.key-password=
      tls.keystore-password=
      tls.keystore=off
      tls.certificate=off
      tls.key=off
      tls.client-ca=off
      tls.clients=none
      tls.plain=off
      auth.jwt.jwks=off
      auth.jwt.issuer=off
      auth.jwt.audience=off
      auth.jwt.name=sub
      auth.jwt.roles=weir_roles
      auth.jwt.topics=weir_topics
      auth.jwt.default-role=off
      auth.jwt.default-topics=off
      auth.jwt.leeway=30s
      auth.open=off
      auth.session=12h
      tracing.otlp=off
      tracing.ratio=1
      tracing.service=weir
      tracing.headers=off
      tracing.timeout=10s
      """;

  @Test
  void every_key_and_its_default_is_as_documented() {
    var printed = Configured.nothing().read().settings();

    assertThat(printed.stream().map(s -> s.key() + "=" + s.value()))
        .containsExactlyInAnyOrderElementsOf(
            DOCUMENTED
                .replace("<a quarter of the heap>", "" + quarterOfHeapMib())
                .lines()
                .toList());
    assertThat(printed).allMatch(setting -> setting.origin().equals("default"));
  }

  @Test
  void the_records_hold_what_is_printed() {
    var config = Configured.nothing().read();

    assertThat(config.data()).isEqualTo(Path.of("data"));
    assertThat(config.listen())
        .isEqualTo(
            new ListenConfig(
                new Address.Tcp("127.0.0.1", 8082),
                new Address.Off(),
                new Address.Off(),
                new Address.Off(),
                new Address.Off(),
                new Address.Off(),
                new Address.Tcp("127.0.0.1", 18282),
                null,
                null,
                new SocketAccess(
                    PosixFilePermissions.fromString("rw-rw----"), null, null, Set.of())));
    assertThat(config.kafka().embedded()).isTrue();
    assertThat(config.kafka().properties())
        .isEqualTo(
            Map.of(
                "acks", "all",
                "client.id", "weir",
                "delivery.timeout.ms", "10000",
                "enable.idempotence", "true",
                "max.block.ms", "5000",
                "metadata.recovery.strategy", "none",
                "request.timeout.ms", "5000",
                "retries", "2147483647"));
    assertThat(config.broker()).isEqualTo(new BrokerConfig(9092));
    assertThat(config.limits())
        .isEqualTo(new LimitsConfig(quarterOfHeapMib() << 20, 1 << 20, 100_000, 16 << 20));
  }

  @Test
  void the_records_of_the_delivery_hold_what_is_printed() {
    var config = Configured.nothing().read();

    assertThat(config.limits().rateClients()).isEqualTo(10_000);
    assertThat(config.wal())
        .isEqualTo(
            new WalConfig(
                Path.of("data/wal"), WalMode.FALLBACK, 10L << 30, 64 << 20, Duration.ZERO, 0));
    assertThat(config.breaker())
        .isEqualTo(
            new BreakerConfig(5, Duration.ofSeconds(3), Duration.ofSeconds(5), 3, Duration.ZERO));
    assertThat(config.sinks())
        .containsExactly(new SinkConfig("kafka", config.kafka(), null, Duration.ofSeconds(10)));
    assertThat(config.routes())
        .containsExactly(
            new RouteConfig(
                "*",
                List.of("kafka"),
                Map.of(),
                WalMode.FALLBACK,
                null,
                null,
                null,
                1_000,
                Duration.ofSeconds(1)));
    assertThat(config.acks())
        .isEqualTo(
            new AcksConfig(
                Acks.JOURNAL,
                Acks.KAFKA,
                Acks.JOURNAL,
                Acks.JOURNAL,
                Acks.JOURNAL,
                Acks.MEMORY,
                Acks.JOURNAL));
  }

  @Test
  void the_records_of_the_ways_in_hold_what_is_printed() {
    var config = Configured.nothing().read();

    assertThat(config.partitioner())
        .isEqualTo(
            new PartitionerConfig(
                Partitioner.CRC32,
                Partitioner.CRC32,
                Partitioner.MURMUR2,
                Partitioner.CRC32,
                Partitioner.CRC32));
    assertThat(config.idempotency()).isEqualTo(new IdempotencyConfig(Duration.ofHours(1), 100_000));
    assertThat(config.metrics().also()).isEmpty();
    assertThat(config.accessLog()).isNull();
    assertThat(config.frames()).isEqualTo(new FramesConfig(FramesConfig.EmptyKey.NULL));
  }

  @Test
  void the_records_of_the_rest_proxy_hold_what_is_printed() {
    var config = Configured.nothing().read();

    assertThat(config.rest())
        .isEqualTo(
            new RestConfig(
                true,
                RestConfig.Codes.CONFLUENT,
                null,
                true,
                Set.of(),
                "",
                1_000,
                Duration.ofHours(24)));
    assertThat(config.consumers())
        .isEqualTo(
            new ConsumersConfig(
                1_000,
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                64 << 20,
                ConsumersConfig.BadRecord.FAIL,
                ConsumersConfig.Dialect.AUTO,
                ConsumersConfig.Reset.LATEST,
                true,
                -1));
    assertThat(config.registry()).isEqualTo(new RegistryConfig(null, Duration.ofSeconds(5), true));
    assertThat(config.peers()).isEqualTo(new PeersConfig("auto", "__weir_instances", null));
    assertThat(config.auth())
        .isEqualTo(new AuthConfig(Map.of(), Map.of(), Set.of(), Duration.ofHours(12)));
    assertThat(config.tracing())
        .isEqualTo(new TracingConfig(null, 1, "weir", Map.of(), Duration.ofSeconds(10)));
  }

  @Test
  void an_embedded_brokers_address_takes_the_place_of_the_word() {
    var config = Configured.set("kafka.linger.ms=7").read();

    var named = config.withBootstrapServers("127.0.0.1:1234");

    assertThat(named.kafka().bootstrapServers()).isEqualTo("127.0.0.1:1234");
    assertThat(named.kafka().embedded()).isFalse();
    assertThat(named.kafka().properties()).containsEntry("linger.ms", "7");
    assertThat(named.sinks()).extracting(SinkConfig::kind).containsExactly(named.kafka());
  }

  private static long quarterOfHeapMib() {
    return Math.clamp(Runtime.getRuntime().maxMemory() / 4 / (1 << 20), 1, 256);
  }
}
