package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// kafka-ambassador's configuration and variables are served as they are.
@Timeout(30)
final class AmbassadorFileTest {
  private static final String SERVER = "server: { http: { listen: ':18080' } }";
  private static final String KAFKA = "kafka: { brokers: [a:1] }";

  @TempDir private Path folder;

  @Test
  void the_example_becomes_what_it_was() {
    var config = OldConfig.example(folder, "ka.yaml", "ka.yaml").read();

    assertThat(config.listen().topics()).isEqualTo(new Address.Tcp("0.0.0.0", 18080));
    assertThat(config.listen().grpc()).isEqualTo(new Address.Tcp("0.0.0.0", 19094));
    assertThat(config.listen().metrics()).isEqualTo(new Address.Tcp("0.0.0.0", 28080));
    assertThat(config.listen().http()).isEqualTo(new Address.Off());
    assertThat(config.metrics().also()).containsExactly(Predecessor.AMBASSADOR);
    assertThat(config.breaker().timeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(config.breaker().fails()).isEqualTo(7);
    assertThat(config.breaker().requests()).isEqualTo(2);
    assertThat(config.wal().mode()).isEqualTo(WalMode.FALLBACK);
    assertThat(config.wal().path()).isEqualTo(Path.of("/var/lib/ambassador/wal"));
    assertThat(config.wal().resendPeriod()).isEqualTo(Duration.ofSeconds(33));
    assertThat(config.wal().resendRate()).isEqualTo(10_000);
    assertThat(config.sinks().getFirst().swapAtMost()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.kafka().bootstrapServers()).isEqualTo("kafka-1:9092,kafka-2:9092");
  }

  @Test
  void topics_that_were_named_get_routes() {
    var routes = OldConfig.example(folder, "ka.yaml", "ka.yaml").read().routes();

    assertThat(routes)
        .extracting(RouteConfig::topic)
        .containsExactly("payments", "orders", "debug", "*");
    assertThat(routes)
        .extracting(RouteConfig::wal)
        .containsExactly(WalMode.ALWAYS, WalMode.ALWAYS, WalMode.DISABLE, WalMode.FALLBACK);
  }

  @Test
  void options_reach_the_producer_with_and_without_a_dot() {
    var properties = OldConfig.example(folder, "ka.yaml", "ka.yaml").read().kafka().properties();

    assertThat(properties)
        .containsEntry("acks", "all")
        .containsEntry("retries", "2147483647")
        .containsEntry("linger.ms", "3000")
        .containsEntry("delivery.timeout.ms", "300000")
        .containsEntry("compression.type", "gzip")
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512");
    assertThat(properties.get("sasl.jaas.config"))
        .contains("ScramLoginModule", "username=\"ambassador\"", "password=\"pass\\\"word\"");
  }

  @ParameterizedTest
  @CsvSource({
    "KA_PRODUCER_RESEND_PERIOD,   10s,        wal.resend-period,        10s",
    "KA_PRODUCER.RESEND.PERIOD,   10s,        wal.resend-period,        10s",
    "KA_PRODUCER.RESEND_PERIOD,   10s,        wal.resend-period,        10s",
    "KA_PRODUCER_RESEND_RATE_LIMIT, 5,        wal.resend-rate,          5/s",
    "KA_PRODUCER_CB_FAILS,        0,          breaker.fails,            1",
    "KA_PRODUCER_CB_TIMEOUT,      0,          breaker.timeout,          1m",
    "KA_PRODUCER_CB_INTERVAL,     1.5s,       breaker.interval,         1500ms",
    "KA_PRODUCER_CB_REQUESTS,     4,          breaker.requests,         4",
    "KA_PRODUCER_OLD_PRODUCER_KILL_TIMEOUT, 30s, sinks.kafka.swap-timeout, 30s",
    "KA_PRODUCER_WAL_MODE,        disable,    wal.mode,                 disable",
    "KA_PRODUCER_WAL_MODE,        whatever,   wal.mode,                 fallback",
    "KA_PRODUCER_WAL_IN_MEMORY,   true,       wal.mode,                 in-memory",
    "KA_PRODUCER_WAL_PATH,        /x,         wal.path,                 /x",
    "KA_PRODUCER_WAL_ALWAYS_TOPICS, a b,      routes.0.topic,           'a,b'",
    "KA_PRODUCER_WAL_DISABLE_TOPICS, c,       routes.0.wal,             disable",
    "KA_SERVER_HTTP_LISTEN,       :1,         listen.topics,            :1",
    "KA_SERVER_GRPC_LISTEN,       :2,         listen.grpc,              :2",
    "KA_SERVER_MONITORING_LISTEN, :3,         listen.metrics,           :3",
    "KA_KAFKA_BROKERS,            'b:1 c:2',  kafka.bootstrap.servers,  'b:1,c:2'",
    "KA_KAFKA_LINGER_MS,          7,          kafka.linger.ms,          7",
    "KA_KAFKA.QUEUE.BUFFERING.MAX.MS, 8,      kafka.linger.ms,          8",
    "KA_KAFKA_ACKS,               all,        kafka.acks,               all",
    "KA_KAFKA_MAX_BLOCK_MS,       900,        kafka.max.block.ms,       900",
  })
  void a_variable_counts_for_every_key(String variable, String text, String key, String value) {
    var old = yaml(SERVER, KAFKA).with(variable, text);

    assertThat(old.value(key)).isEqualTo(value);
    assertThat(old.configured().setting(key).origin()).isEqualTo(variable);
  }

  @Test
  void weirs_own_variables_win_over_both() {
    var old = yaml(SERVER, KAFKA).with("KA_KAFKA_LINGER_MS", "7");

    assertThat(old.with("WEIR_KAFKA_LINGER_MS", "9").value("kafka.linger.ms")).isEqualTo("9");
  }

  @Test
  void what_is_missing_is_as_it_was() {
    var old = yaml("server: { monitoring: {} }", "producer: {}", KAFKA);

    assertThat(old.value("listen.topics")).isEqualTo(":19092");
    assertThat(old.value("listen.grpc")).isEqualTo("off");
    assertThat(old.value("listen.metrics")).isEqualTo("off");
    assertThat(old.value("listen.http")).isEqualTo("off");
  }

  @Test
  void what_has_no_equal_is_told_and_no_error() {
    var old =
        yaml(
                SERVER,
                KAFKA.replace("]", "], statistics.interval.ms: 5, no.such.option: 1"),
                "producer: { wal: { skip_topics: [a], write_batch_size: 5 } }",
                "global: { log: { level: info, encoderConfig: { timeKey: t } } }")
            .with("KA_NO_SUCH_KEY", "1")
            .with("KA_CONFIG", "ka.yaml");

    assertThat(old.problems()).isEmpty();
    assertThat(old.notes())
        .contains(
            "KA_NO_SUCH_KEY: is no key of kafka-ambassador's",
            "ka.yaml line 2: kafka.no.such.option has no equal that Weir knows of",
            "ka.yaml line 3: producer.wal.skip_topics is unknown")
        .anyMatch(note -> note.contains("statistics.interval.ms is not needed"))
        .anyMatch(note -> note.contains("producer.wal.write_batch_size has no equal"))
        .anyMatch(note -> note.contains("global.log.level has no equal"))
        .anyMatch(note -> note.contains("global.log.encoderconfig.timekey has no equal"))
        .hasSize(7);
  }

  @Test
  void the_brokers_win_over_the_servers() {
    var old = yaml(SERVER, "kafka: { brokers: [a:1], bootstrap.servers: 'b:2' }");

    assertThat(old.value("kafka.bootstrap.servers")).isEqualTo("a:1");
    assertThat(old.notes()).contains("ka.yaml line 2: kafka.brokers counts, and not this");
  }

  @Test
  void without_brokers_nothing_starts() {
    assertThat(yaml(SERVER).problems())
        .hasSize(1)
        .allMatch(line -> line.startsWith("ka.yaml: kafka.bootstrap.servers: ''"));
  }

  @Test
  void a_resend_period_of_zero_is_at_once_and_told() {
    var old = yaml(SERVER, KAFKA, "producer: { resend: { period: 0 } }");

    assertThat(old.value("wal.resend-period")).isEqualTo("0s");
    assertThat(old.notes()).hasSize(1);
  }

  private OldConfig yaml(String... lines) {
    return OldConfig.of(folder, "ka.yaml", String.join("\n", lines));
  }
}
