package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each of librdkafka's options is what it is for the Java producer.
@Timeout(30)
final class LibrdkafkaOptionsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "acks,                          -1,      acks,                     all",
    "request.required.acks,         1,       acks,                     all",
    "enable.idempotence,            false,   enable.idempotence,       true",
    "retries,                       7,       retries,                  2147483647",
    "message.send.max.retries,      8,       retries,                  2147483647",
    "retry.backoff.ms,              150,     retry.backoff.ms,         150",
    "linger.ms,                     0.5,     linger.ms,                1",
    "queue.buffering.max.ms,        20,      linger.ms,                20",
    "queue.buffering.max.kbytes,    2048,    buffer.memory,            2097152",
    "batch.size,                    65536,   batch.size,               65536",
    "message.max.bytes,             500000,  max.request.size,         500000",
    "message.timeout.ms,            60000,   delivery.timeout.ms,      60000",
    "delivery.timeout.ms,           60000,   delivery.timeout.ms,      60000",
    "message.timeout.ms,            0,       delivery.timeout.ms,      2147483647",
    "request.timeout.ms,            20000,   delivery.timeout.ms,      20005",
    "request.timeout.ms,            4000,    request.timeout.ms,       4000",
    "socket.timeout.ms,             4000,    request.timeout.ms,       4000",
    "compression.codec,             lz4,     compression.type,         lz4",
    "compression.type,              inherit, compression.type,         none",
    "max.in.flight,                 1,       max.in.flight.requests.per.connection, 1",
    "socket.send.buffer.bytes,      0,       send.buffer.bytes,        -1",
    "socket.receive.buffer.bytes,   4096,    receive.buffer.bytes,     4096",
    "client.id,                     mine,    client.id,                mine",
    "metadata.max.age.ms,           900,     metadata.max.age.ms,      900",
    "security.protocol,             ssl,     security.protocol,        SSL",
    "sasl.mechanisms,               plain,   sasl.mechanism,           PLAIN",
    "ssl.endpoint.identification.algorithm, none, ssl.endpoint.identification.algorithm, ''",
    "ssl.ca.location,               /ca.pem, ssl.truststore.location,  /ca.pem",
    "ssl.ca.location,               /ca.pem, ssl.truststore.type,      PEM",
    "ssl.keystore.location,         /k.p12,  ssl.keystore.type,        PKCS12",
    "reconnect.backoff.max.ms,      9000,    reconnect.backoff.max.ms, 9000",
  })
  void an_option_is_a_property(String option, String text, String property, String value) {
    var old = options(option + ": '" + text + "'");

    assertThat(old.problems()).isEmpty();
    assertThat(old.property(property)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "statistics.interval.ms: 5",
        "debug: all",
        "batch.num.messages: 10",
        "retries: 0",
        "retries: 5",
        "max.in.flight.requests.per.connection: 1000000",
        "queue.buffering.max.messages: 0",
        "partitioner: random",
        "enable.ssl.certificate.verification: false",
        "api.version.request: true",
        "transactional.id: t",
        "compression.level: 3",
        "no.such.option: 1",
      })
  void one_without_an_equal_is_told_and_no_error(String option) {
    var old = options(option);

    assertThat(old.problems()).isEmpty();
    assertThat(old.notes()).hasSize(1);
  }

  @Test
  void a_level_is_that_of_the_compression() {
    var old = options("compression.level: 3, compression.codec: zstd");

    assertThat(old.property("compression.zstd.level")).isEqualTo("3");
  }

  @Test
  void sizes_and_numbers_of_messages_are_limits_of_weirs() {
    var limits = options("message.max.bytes: 300000, queue.buffering.max.messages: 500").read();

    assertThat(limits.limits().messageBytes()).isEqualTo(300_000);
    assertThat(limits.limits().inFlight()).isEqualTo(500);
  }

  @Test
  void the_partitioner_is_the_one_of_the_ways_in() {
    var config = options("partitioner: murmur2_random").read();

    assertThat(config.partitioner().topics()).isEqualTo(Partitioner.MURMUR2);
    assertThat(config.partitioner().grpc()).isEqualTo(Partitioner.MURMUR2);
    assertThat(config.partitioner().push()).isEqualTo(Partitioner.CRC32);
  }

  @Test
  void a_server_may_have_a_protocol_and_no_port() {
    var old =
        OldConfig.of(
            folder,
            "ka.yaml",
            "server: {}\nproducer: {}\nkafka: { bootstrap.servers: 'PLAINTEXT://a,b:1, [::1]' }");

    assertThat(old.read().kafka().bootstrapServers()).isEqualTo("a:9092,b:1,[::1]:9092");
  }

  @Test
  void a_key_and_its_certificate_are_read_from_their_files() throws IOException {
    var key = Files.writeString(folder.resolve("key.pem"), pem("PRIVATE KEY"));
    var certificate = Files.writeString(folder.resolve("cert.pem"), pem("CERTIFICATE"));
    var old =
        options(
            "ssl.key.location: '%s', ssl.certificate.location: '%s', ssl.key.password: x"
                .formatted(key, certificate));

    assertThat(old.property("ssl.keystore.type")).isEqualTo("PEM");
    assertThat(old.property("ssl.keystore.key")).isEqualTo(pem("PRIVATE KEY"));
    assertThat(old.property("ssl.keystore.certificate.chain")).isEqualTo(pem("CERTIFICATE"));
    assertThat(old.property("ssl.key.password")).isEqualTo("x");
    assertThat(old.value("kafka.ssl.keystore.key")).doesNotContain("PRIVATE");
    assertThat(old.imported().yaml(false)).doesNotContain("PRIVATE");
  }

  @Test
  void a_key_that_java_cannot_read_is_told_with_the_remedy() throws IOException {
    var key = Files.writeString(folder.resolve("key.pem"), pem("RSA PRIVATE KEY"));
    var old = options("ssl.key.location: '%s', ssl.certificate.location: '%s'".formatted(key, key));

    assertThat(old.problems()).hasSize(1).allMatch(line -> line.contains("openssl pkcs8"));
    assertThat(options("ssl.key.location: /x").problems())
        .anyMatch(line -> line.contains("key and certificate belong together"));
    assertThat(options("ssl.key.location: /x, ssl.certificate.location: /none").problems())
        .anyMatch(line -> line.contains("ssl.certificate.location: cannot be read"));
  }

  private static String pem(String what) {
    return "-----BEGIN %s-----\nAAAA\n-----END %s-----".formatted(what, what);
  }

  private OldConfig options(String options) {
    return OldConfig.of(
        folder, "ka.yaml", "server: {}\nproducer: {}\nkafka: { brokers: [a:1], " + options + " }");
  }
}
