package dev.weir.tests.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every way in with every kind of credentials, on three gateways that are alike but for TLS.
@Tag("S2")
@Tag("S5")
@Tag("S7")
@Timeout(120)
class MatrixTest {
  private static final Path SOCKETS = SocketUser.folder();

  @RegisterExtension static final WeirExtension weir = gateway("clear");

  @RegisterExtension
  static final WeirExtension wanting =
      gateway("want").withTls(Accounts.AUTHORITY).with("tls.clients", "want");

  @RegisterExtension
  static final WeirExtension requiring =
      gateway("require").withTls(Accounts.AUTHORITY).with("tls.clients", "require");

  private static final Visited inClearText = new Visited(weir);
  private static final Map<String, Visited> VISITED =
      Map.of("clear", inClearText, "want", new Visited(wanting), "require", new Visited(requiring));

  private static WeirExtension gateway(String name) {
    var gateway = Accounts.in(WeirExtension.create());
    for (var port : List.of("push", "topics", "rest", "metrics")) {
      gateway.with("listen." + port, "127.0.0.1:0");
    }
    for (var socket : List.of("unix", "unix-acked")) {
      gateway.with("listen." + socket, socket(name, socket).toString());
    }
    return gateway
        .with("listen.unix-mode", "0666")
        .with("listen.unix-users", SocketUser.owner(SOCKETS));
  }

  private static Path socket(String gateway, String listener) {
    return SOCKETS.resolve(gateway + "-" + listener);
  }

  @BeforeAll
  static void open() {
    for (var one : List.of(weir, wanting, requiring)) one.kafka().createTopic("t", 1);
  }

  @AfterAll
  static void close() {
    VISITED.values().forEach(Visited::close);
    Accounts.PROVIDER.close();
  }

  /// What each way in answers to whom; `-` is a connection that ends without an answer.
  private static final String ANSWERS =
      """
                     nobody  sender  reader  operator  stranger  shut-out
      PUSH           401     200     403     200       403       -
      PUSH_PORT      401     200     403     200       403       -
      TOPICS         401     200     403     200       403       -
      TOPICS_PORT    -       200     403     200       403       -
      STREAM         401     200     403     200       403       -
      V2_PRODUCE     401     200     403     200       403       -
      V2_PORT        401     200     403     200       403       -
      V3_PRODUCE     401     200     403     200       403       -
      API_SEND       401     200     403     200       403       -
      GRPC_PRODUCE   401     200     403     200       403       -
      NAMES          401     403     200     200       403       -
      V2_CONSUMER    401     403     200     200       403       -
      METRICS        401     403     200     200       403       -
      METRICS_PORT   401     403     200     200       403       -
      API            401     403     200     200       403       -
      ADMIN          401     403     200     200       403       -
      GRPC_NAMES     401     403     200     200       403       -
      V3_CREATE      401     403     403     200       403       -
      ADMIN_CHANGE   401     403     403     200       403       -
      DESCRIPTION    401     200     200     200       403       -
      GRPC_SERVICES  401     200     200     200       403       -
      HEALTH         200     200     200     200       200       -
      GRPC_HEALTH    200     200     200     200       200       -
      """;

  /// As whom callers count: in clear text, where certificates are wanted, where they are required.
  private static final String CALLERS =
      """
                              clear     want      require
      NOBODY                  nobody    nobody    shut-out
      WRONG_KEY               nobody    nobody    shut-out
      WRONG_PASSWORD          nobody    nobody    shut-out
      UNKNOWN_USER            nobody    nobody    shut-out
      UNREADABLE              nobody    nobody    shut-out
      FORGED_TOKEN            nobody    nobody    shut-out
      SENDER_TOKEN            sender    sender    shut-out
      READER_TOKEN            reader    reader    shut-out
      SENDER_KEY              sender    sender    shut-out
      READER_KEY              reader    reader    shut-out
      KEY_HEADER              sender    sender    shut-out
      KEY_AS_PASSWORD         reader    reader    shut-out
      PASSWORD                operator  operator  shut-out
      SHOP                    nobody    sender    sender
      DESK                    nobody    reader    reader
      OPS                     nobody    operator  operator
      STRANGER                nobody    stranger  stranger
      FOREIGN_OPS             nobody    shut-out  shut-out
      ENDED_OPS               nobody    shut-out  shut-out
      OPS_WITH_READER_KEY     reader    reader    reader
      OPS_WITH_WRONG_KEY      nobody    nobody    nobody
      STRANGER_WITH_PASSWORD  operator  operator  operator
      """;

  @ParameterizedTest
  @EnumSource
  void each_way_in_knows_all_callers(Caller caller) throws Exception {
    var told = new HashMap<String, Future<Map<Way, String>>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      VISITED.forEach((name, one) -> told.put(name, threads.submit(() -> one.answers(caller))));
    }

    for (var one : told.entrySet()) {
      var gateway = one.getKey();
      var expected = new EnumMap<Way, String>(Way.class);
      var who = cell(CALLERS, caller, gateway);
      for (var way : Way.values()) expected.put(way, cell(ANSWERS, way, who));
      assertThat(one.getValue().get()).as(gateway).isEqualTo(expected);
    }
  }

  private static String cell(String table, Enum<?> row, String column) {
    var lines = table.lines().map(line -> line.strip().split(" +", -1)).toList();
    var at = List.of(lines.getFirst()).indexOf(column);
    return lines.stream()
        .filter(line -> line[0].equals(row.name()))
        .map(line -> line[at + 1])
        .findFirst()
        .orElseThrow(() -> new AssertionError(row + " has no row"));
  }

  /// The kernel tells who comes, whatever is asked for elsewhere.
  @ParameterizedTest
  @ValueSource(strings = {"clear", "want", "require"})
  void a_socket_is_for_its_users_and_nobody_else(String gateway) throws Exception {
    var frames = socket(gateway, "unix");
    var acked = socket(gateway, "unix-acked");
    var topic = requireNonNull(VISITED.get(gateway)).kafka().topic("t");

    assertThat(SocketUser.writeAsAnother(frames, frame("theirs"))).isEqualTo("closed");
    assertThat(SocketUser.writeAsAnother(acked, greeted("theirs, acked"))).isEqualTo("closed");
    try (var _ = SocketUser.write(frames, frame("ours"));
        var _ = SocketUser.write(acked, greeted("ours, acked"))) {
      topic.eventuallyContains("ours", "ours, acked");
    }
    assertThat(topic.recordsNow())
        .extracting(one -> new String(one.value(), UTF_8))
        .doesNotContain("theirs", "theirs, acked");
  }

  private static byte[] frame(String value) {
    return SocketUser.frame("t", value);
  }

  private static byte[] greeted(String value) {
    return SocketUser.greeted(frame(value));
  }

  @ParameterizedTest
  @MethodSource("forAll")
  void what_tells_nothing_asks_nobody(String path) {
    var answer = weir.get(path);

    assertThat(answer.statusCode()).isIn(200, 302, 404); // a build may have no console
    assertThat(answer.body()).doesNotContain("kafka", "127.0.0.1");
  }

  static Stream<String> forAll() {
    return Stream.of("/", "/healthz", "/readyz", "/healthy", "/ready", "/console/");
  }

  @Test
  void readiness_has_no_internals_but_for_those_who_may_look() {
    assertThat(weir.get("/readyz").body()).isEqualTo("ready\n");
    assertThat(weir.get("/ready").body()).isEqualTo("ready\n");
    assertThat(readiness(Accounts.READER_KEY)).contains("ready: ");
    assertThat(readiness(Accounts.SENDER_KEY)).isEqualTo("ready\n");
  }

  private static String readiness(String key) {
    var request = HttpRequest.newBuilder(weir.uri("/readyz"));
    return weir.send(request.header("Authorization", Accounts.bearer(key))).body();
  }

  @Test
  void a_stream_waits_for_a_password_and_loses_nothing() {
    var lines = IntStream.range(0, 500).mapToObj("{\"value\":\"s-%d\"}\n"::formatted);
    var request =
        HttpRequest.newBuilder(weir.uri("/topics/t/stream"))
            .header("Content-Type", "application/x-ndjson")
            .header("Authorization", Accounts.basic("carl", "fresh"))
            .POST(BodyPublishers.ofString(lines.collect(Collectors.joining())));

    var answer = weir.send(request);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().lines()).hasSize(500).allMatch(line -> !line.contains("error"));
  }

  @Test
  void each_protocol_says_no_in_its_own_words() {
    var rest = ask(Way.V2_PRODUCE, Caller.NOBODY);
    var forbidden = ask(Way.V3_PRODUCE, Caller.READER_KEY);
    var api = ask(Way.API, Caller.NOBODY);

    assertThat(rest.body()).contains("\"error_code\":40101");
    assertThat(forbidden.body()).contains("\"error_code\":40301");
    assertThat(api.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(rest.headers().firstValue("WWW-Authenticate"))
        .hasValue("Basic realm=\"weir\", Bearer realm=\"weir\"");
    try (var grpc = new GrpcAsk(weir.port("grpc"))) {
      assertThat(grpc.call(Way.GRPC_PRODUCE.path, Way.GRPC_PRODUCE.message, Map.of()))
          .contains("does not say who sends it");
    }
  }

  private static HttpResponse<String> ask(Way way, Caller caller) {
    return weir.send(inClearText.request(way, caller));
  }

  @Test
  void no_browser_is_made_to_ask_for_a_password() {
    var request = inClearText.request(Way.NAMES, Caller.NOBODY);

    var answer = weir.send(request.header("User-Agent", "Mozilla/5.0"));

    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"weir\"");
  }
}
