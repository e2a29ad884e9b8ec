package dev.weir.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Ran;
import dev.weir.cli.SecuredBroker;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class DoctorCommandTest {
  private static final String SECRET = "s3cret";

  /// Nobody listens there.
  private static final String AWAY = "127.0.0.1:1";

  /// Of a machine that has much to do.
  private static final String PATIENCE = "--timeout=30s";

  @TempDir private static Path shared;
  private static SecuredBroker broker;

  @TempDir private Path folder;

  private final Map<String, String> env = new HashMap<>(Map.of("PASSWORD", SECRET));

  @BeforeAll
  static void start() {
    broker = SecuredBroker.start(shared, Duration.ofDays(10), SECRET);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private Ran weir(String... command) {
    env.put("HOME", folder.toString());
    return Ran.Around.in(folder).with(env).weir(command);
  }

  private Path contexts(String text) throws IOException {
    var file = folder.resolve(".config/weir/contexts.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private void secured() throws IOException {
    contexts(
        """
        current: it
        contexts:
          it:
            bootstrap: %s
            properties: {sasl.mechanism: PLAIN}
            username: ana
            password: {env: PASSWORD}
            tls: {ca: %s, certificate: %s, key: %s}
        """
            .formatted(
                broker.bootstrapServers(),
                broker.file("ca.crt"),
                broker.file("mine.crt"),
                broker.file("mine.key")));
  }

  @Test
  void who_writes_is_told_kafkas_clock_and_leaves_nothing_behind() throws IOException {
    secured();

    var doctor = weir("doctor", "--write", PATIENCE);

    assertThat(doctor.out())
        .containsPattern("ok\twrite\t\ta message was acknowledged in \\d+ ms")
        .containsPattern("ok\tclock\t\tat most \\d+ ms from ours");
    // A broker hears that a topic is gone a moment after Kafka has said so.
    Ran topics;
    do topics = weir("topics", "-o", "name", PATIENCE);
    while (topics.out().contains("weir-doctor-"));
    assertThat(topics.exitCode()).isZero();
  }

  @Test
  void a_clock_that_is_far_from_ours_is_told() {
    var ahead = WriteCheck.clock(Duration.ofMinutes(2), Duration.ofMillis(4));
    var behind = WriteCheck.clock(Duration.ofMinutes(-2), Duration.ofMillis(4));

    assertThat(ahead.state()).isEqualTo(Finding.State.WARNING);
    assertThat(ahead.found()).isEqualTo("Kafka's is 120000 ms before ours");
    assertThat(behind.found()).isEqualTo("Kafka's is 120000 ms behind ours");
    assertThat(WriteCheck.clock(Duration.ofMillis(-3), Duration.ofMillis(4)).found())
        .isEqualTo("at most 6 ms from ours");
  }

  @Test
  void a_cluster_that_is_well_is_found_so_and_its_certificate_dated() throws IOException {
    secured();

    var ran = weir("doctor", PATIENCE);

    assertThat(ran.exitCode()).as(ran.out()).isZero();
    assertThat(ran.out().lines()).first().isEqualTo("STATE\tCHECK\tSUBJECT\tFOUND\tREMEDY");
    assertThat(ran.out())
        .contains("ok\tcontext\tit\t%s (context it".formatted(broker.bootstrapServers()))
        .contains("ok\tdns\tbootstrap " + broker.bootstrapServers() + "\tis 127.0.0.1")
        .contains("ok\ttcp\tbootstrap")
        .containsPattern(
            "warning\ttls\tbootstrap .*\tthe certificate of CN=server is trusted, and lasts 9 days")
        .contains("ok\tlogin\t\tlet in (SASL_SSL, PLAIN)")
        .contains("ok\tversion\t\tKafka 4.")
        .contains("has 1 broker, controller 1")
        .contains("ok\tlistener\tbroker 1\t" + broker.bootstrapServers() + " is 127.0.0.1")
        .containsPattern("ok\tpartitions\t\tall \\d+ have a leader")
        .contains("skipped\tgateway\t\tnone is known")
        .contains("skipped\tclock")
        .contains("readable by its user alone")
        .contains("\tjava\t", "\tmemory\t", "\tfiles\t", "\tports\t", "\tspace\t", "\tsync\t");
    assertThat(ran.err()).contains("0 failed");
  }

  @Test
  void a_wrong_password_and_a_certificate_that_is_not_trusted_are_told_apart() throws IOException {
    secured();
    env.put("PASSWORD", "hunter2");

    var login = weir("doctor", PATIENCE);
    env.put("PASSWORD", SECRET);
    weir("context", "edit", "it", "--set", "tls.ca=" + broker.file("stranger.crt"));
    var trust = weir("doctor", PATIENCE);

    assertThat(login.exitCode()).isEqualTo(ExitCode.CHECK);
    assertThat(login.out())
        .contains("warning\ttls")
        .containsPattern("failed\tlogin\t.*Kafka did not let us in")
        .doesNotContain("hunter2");
    assertThat(trust.exitCode()).isEqualTo(ExitCode.CHECK);
    assertThat(trust.out())
        .containsPattern(
            "failed\ttls\t.*signed by CN=Test CA, which is not trusted here\t.*tls.ca=PATH");
  }

  @Test
  void what_does_not_answer_is_told_in_time_with_what_to_do() throws IOException {
    var beganNanos = System.nanoTime();

    var ran = weir("doctor", "-b", "no-such-host.invalid:1," + AWAY + ",nonsense", PATIENCE);

    assertThat(Duration.ofNanos(System.nanoTime() - beganNanos)).isLessThan(Duration.ofSeconds(60));
    assertThat(ran.exitCode()).isEqualTo(ExitCode.CHECK);
    assertThat(ran.out())
        .contains("failed\taddress\tnonsense\tit is no host:port\tWrite it as")
        .contains("failed\tdns\tbootstrap no-such-host.invalid:1\t")
        .contains("failed\ttcp\tbootstrap " + AWAY + "\tnothing listens there")
        .contains("'weir up' starts one here")
        .contains("skipped\tlogin\t\tno address answers");
    assertThat(ran.err()).contains("3 failed");
  }

  @Test
  void something_that_is_no_kafka_is_told_in_time() throws IOException {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var beganNanos = System.nanoTime();

      var ran =
          weir(
              "doctor",
              "-b",
              "127.0.0.1:" + silent.getLocalPort(),
              "--timeout",
              "8s",
              "-o",
              "name");

      assertThat(Duration.ofNanos(System.nanoTime() - beganNanos))
          .isLessThan(Duration.ofSeconds(60));
      assertThat(ran.exitCode()).isEqualTo(ExitCode.CHECK);
      assertThat(ran.out()).isEqualTo("kafka\n");
    }
  }

  @Test
  void a_plain_line_to_a_port_that_wants_tls_is_told() throws IOException {
    var ran = weir("doctor", "-b", broker.bootstrapServers(), "--timeout", "8s");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.CHECK);
    assertThat(ran.out())
        .contains("skipped\ttls\t")
        .contains("It may want TLS or a login: weir context add");
  }

  @Test
  void files_that_others_may_read_are_to_be_looked_at() throws IOException {
    var password = Files.writeString(folder.resolve("password"), SECRET);
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
    var file =
        contexts(
            "contexts: {it: {bootstrap: k, username: a, password: {file: %s}}}\n"
                .formatted(password));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));

    var ran = weir("doctor", "-b", AWAY, PATIENCE);

    assertThat(ran.out())
        .contains(
            "warning\tcontexts\t%s\treadable by others\tRun: chmod 600 %s".formatted(file, file))
        .contains("warning\tsecret\t%s\treadable by others".formatted(password));
  }

  @Test
  void contexts_and_settings_that_cannot_be_understood_are_told_with_the_rest() throws IOException {
    contexts("current: a\ncontexts: {a: {bootstrp: k}}\n");
    Files.writeString(folder.resolve("weir.yaml"), "breaker: {fail: 3}\n");

    var ran = weir("doctor", "-o", "json");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.CHECK);
    assertThat(ran.out())
        .startsWith("[{\"check\":\"context\",\"subject\":\"\",\"state\":\"failed\"")
        .contains("did you mean 'bootstrap'?")
        .contains("{\"check\":\"settings\",\"subject\":\"\",\"state\":\"failed\"")
        .contains("breaker.fail")
        .contains("\"check\":\"java\"");
  }

  @Test
  void a_port_that_another_program_has_is_to_be_looked_at() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = "127.0.0.1:" + other.getLocalPort();
      Files.writeString(folder.resolve("weir.yaml"), "listen: {http: '%s'}\n".formatted(address));

      var ran = weir("doctor", "-b", AWAY, PATIENCE);

      assertThat(ran.out()).contains("warning\tports\thttp %s\tanother program".formatted(address));
    }
  }

  @Test
  void on_a_terminal_each_check_is_a_line_that_is_not_cut() throws IOException {
    var terminal = new Terminal(false, true, true, 40, true);

    var ran =
        Ran.Around.in(folder).at(terminal).weir("doctor", "-b", AWAY, "--color", "never", PATIENCE);

    assertThat(ran.out())
        .contains("✓ dns        bootstrap %s: is 127.0.0.1\n".formatted(AWAY))
        .contains("✗ tcp        bootstrap %s: nothing listens there".formatted(AWAY))
        .contains(" → Start Kafka")
        .contains("– login      no address answers\n");
  }

  @Test
  void kafkas_releases_are_told_by_their_metadata() {
    assertThat(ClusterChecks.release(6)).isEqualTo("before 3.3");
    assertThat(ClusterChecks.release(7)).isEqualTo("3.3");
    assertThat(ClusterChecks.release(25)).isEqualTo("4.0");
    assertThat(ClusterChecks.release(27)).isEqualTo("4.1");
    assertThat(ClusterChecks.release(99)).isEqualTo("4.4");
  }

  @Test
  void addresses_are_read_as_kafka_reads_them() {
    assertThat(HostPort.parse("[::1]:9092")).hasValue(new HostPort("::1", 9092));
    assertThat(HostPort.parse("SSL://k1:9093")).hasValue(new HostPort("k1", 9093));
    assertThat(HostPort.parse("k1")).isEmpty();
    assertThat(HostPort.parse("k1:99999")).isEmpty();
    assertThat(HostPort.split("a:1, b:2,")).containsExactly("a:1", "b:2");
  }
}
