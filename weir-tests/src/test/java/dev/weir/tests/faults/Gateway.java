package dev.weir.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.Ports;
import dev.weir.tests.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `weir serve` as a process of its own; it may die and be started again with what it had.
///
/// Its memory is watched while it runs.
final class Gateway implements AutoCloseable {
  private static final Duration DRAIN_AT_MOST = Duration.ofSeconds(90);
  private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(20);
  private static final String HEAP = "256m";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path data;
  private final int port = Ports.free();
  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> before = new ArrayList<>();
  private final List<String> jvm = new ArrayList<>(List.of("-Xmx" + HEAP));
  private @Nullable Child child;
  private Duration readyAfter = Duration.ZERO;

  Gateway(Path data, String bootstrapServers) {
    this.data = data;
    settings.put("data", data.toString());
    settings.put("kafka.bootstrap.servers", bootstrapServers);
    settings.put("listen.http", "127.0.0.1:" + port);
    settings.put("listen.grpc", "off");
  }

  Gateway with(String setting, String value) {
    settings.put(setting, value);
    return this;
  }

  Gateway withEnvironment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Gateway withJvmFlag(String flag) {
    jvm.add(flag);
    return this;
  }

  /// Starts it under another program.
  Gateway under(String... program) {
    before.addAll(List.of(program));
    return this;
  }

  /// Starts it and waits until it is ready.
  Gateway start() throws IOException {
    Files.createDirectories(data);
    Files.deleteIfExists(data.resolve("weir.ports"));
    launch();
    readyAfter = process().awaitFile(data.resolve("weir.ports"));
    return this;
  }

  /// Starts it, whatever becomes of it.
  Child launch() throws IOException {
    Files.createDirectories(data);
    var arguments = new ArrayList<>(jvm);
    arguments.addAll(List.of("dev.weir.cli.Main", "serve"));
    settings.forEach((key, value) -> arguments.add("--set=%s=%s".formatted(key, value)));
    var started = Child.start(new Child.Command(before, environment, arguments), log());
    child = started;
    return started;
  }

  Child process() {
    if (child == null) throw new IllegalStateException("the gateway was not started");
    return child;
  }

  /// From the start of its process until it was ready.
  Duration readyAfter() {
    return readyAfter;
  }

  URI push() {
    return uri("/push");
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /// The answer of one of its pages, or a comment where there is none.
  String get(String path) throws InterruptedException {
    var request = HttpRequest.newBuilder(uri(path)).timeout(ANSWER_AT_MOST).build();
    try {
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "# no answer: " + e;
    }
  }

  Figures figures() throws InterruptedException {
    return Figures.parse(get("/metrics"));
  }

  /// Waits until nothing waits in it any more, and checks its books; answers how long that took.
  Duration drains() {
    var took = Await.until("the backlog is gone", DRAIN_AT_MOST, this::drained);
    Await.until(
        "accepted = delivered + waiting + lost", ANSWER_AT_MOST, () -> peek().unaccounted() == 0);
    return took;
  }

  private boolean drained() {
    var figures = peek();
    return figures.sums().containsKey("weir_messages_waiting") && figures.waiting() == 0;
  }

  Figures peek() {
    try {
      return figures();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Figures(Map.of());
    }
  }

  Path log() {
    return data.resolveSibling(data.getFileName() + ".log");
  }

  /// Lines of its log at WARN or ERROR so far.
  long warnings() throws IOException {
    try (var lines = Files.lines(log())) {
      return lines.filter(line -> line.matches(".*\"level\":\"(WARN|ERROR)\".*")).count();
    }
  }

  /// That a fault of this length was not written of more than once a second.
  void wasQuiet(Duration fault) throws IOException {
    assertThat(warnings()).as("lines in %s", log()).isLessThanOrEqualTo(10 + fault.toSeconds());
  }

  @Override
  public void close() {
    if (child != null) child.end();
  }
}
