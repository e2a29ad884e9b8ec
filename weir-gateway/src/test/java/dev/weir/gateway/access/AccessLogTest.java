package dev.weir.gateway.access;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.Await;
import dev.weir.gateway.net.EndedRequest;
import dev.weir.metrics.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class AccessLogTest {
  private static final int MANY = 100_000;

  private final Metrics metrics = new Metrics();

  @TempDir Path folder;

  @Test
  void a_request_is_a_line_in_kprfs_order_of_fields() {
    var line = new StringBuilder();

    LogLine.append(
        line,
        1_700_000_000_123L,
        ZoneOffset.UTC,
        new EndedRequest(
            "127.0.0.1", "key shop", "POST", "/push", 200, 52, 27, 412_345, "id-1", "", null));

    assertThat(line.toString())
        .isEqualTo(
            "{\"msg\":\"request\",\"level\":\"INFO\",\"ts\":\"2023-11-14T22:13:20.123+00:00\","
                + "\"service\":\"weir\",\"client\":\"127.0.0.1\",\"principal\":\"key shop\","
                + "\"method\":\"POST\","
                + "\"path\":\"/push\",\"status\":200,\"bytes_in\":52,\"bytes_out\":27,"
                + "\"millis\":0.412,\"request_id\":\"id-1\"}\n");
  }

  @Test
  void what_a_client_sent_cannot_forge_a_line() {
    var line = new StringBuilder();

    LogLine.append(
        line,
        0,
        ZoneOffset.UTC,
        new EndedRequest("c", null, "GET", "/a\"\n\u0007", 0, 0, 0, 0, null, "", null));

    assertThat(line.toString())
        .contains("\"path\":\"/a\\\"\\n\\u0007\"")
        .contains("\"request_id\":\"\"}\n")
        .doesNotContain("principal")
        .hasLineCount(1);
  }

  @Test
  void a_close_writes_what_waits() throws IOException {
    var path = folder.resolve("access.log");

    try (var log = log(path)) {
      log.ended(request("/1"));
      log.ended(request("/2"));
    }

    assertThat(Files.readAllLines(path)).hasSize(2);
    assertThat(Files.readString(path)).contains("\"path\":\"/1\"").contains("\"path\":\"/2\"");
  }

  @Test
  void lines_are_appended_to_what_an_earlier_start_left() throws IOException {
    var path = Files.writeString(folder.resolve("access.log"), "earlier\n");

    try (var log = log(path)) {
      log.ended(request("/1"));
    }

    assertThat(Files.readAllLines(path)).hasSize(2).startsWith("earlier");
  }

  @Test
  void a_file_that_was_moved_is_made_anew() throws Exception {
    var path = folder.resolve("access.log");
    try (var log = log(path)) {
      log.ended(request("/before"));
      eventually(() -> text(path).contains("/before"));

      Files.move(path, folder.resolve("access.log.1"));

      eventually(() -> Files.exists(path));
      log.ended(request("/after"));
      eventually(() -> text(path).contains("/after"));
      assertThat(text(path)).doesNotContain("/before");
    }
  }

  @Test
  void a_file_is_opened_anew_when_that_is_asked_for() throws Exception {
    var path = folder.resolve("access.log");
    try (var log = log(path)) {
      log.ended(request("/before"));
      eventually(() -> text(path).contains("/before"));
      Files.move(path, folder.resolve("access.log.1"));

      log.renew();
      log.ended(request("/after"));

      eventually(() -> Files.exists(path) && text(path).contains("/after"));
    }
    assertThat(text(folder.resolve("access.log.1"))).contains("/before").doesNotContain("/after");
  }

  @Test
  void lines_that_cannot_be_written_are_counted_and_later_ones_are_written() throws Exception {
    var inner = Files.createDirectory(folder.resolve("logs"));
    var path = inner.resolve("access.log");
    try (var log = log(path)) {
      Files.move(inner, folder.resolve("gone")); // in one step: a file alone is made anew
      log.renew();
      log.ended(request("/lost"));
      eventually(() -> dropped() == 1);

      Files.createDirectory(inner);
      log.ended(request("/kept"));

      eventually(() -> Files.exists(path) && text(path).contains("/kept"));
    }
    assertThat(dropped()).isEqualTo(1);
  }

  @Test
  void a_reader_that_does_not_keep_up_costs_lines_and_no_time() throws Exception {
    var pipe = folder.resolve("pipe");
    var made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assertThat(made.waitFor(10, TimeUnit.SECONDS)).isTrue();
    var slow = "exec 3<%s; read _; cat <&3 >/dev/null".formatted(pipe);
    var reader = new ProcessBuilder("sh", "-c", slow).start();
    try (var log = log(pipe)) {
      for (var i = 0; i < MANY; i++) log.ended(request("/" + i));

      assertThat(dropped()).isPositive();
      reader.getOutputStream().close();
    } finally {
      reader.destroyForcibly();
    }
  }

  @Test
  void a_log_that_cannot_be_opened_is_told_at_the_start() {
    var path = folder.resolve("none").resolve("access.log");

    assertThatThrownBy(() -> AccessLog.ifAsked(path, metrics, System::nanoTime))
        .hasMessageContaining(path.toString())
        .hasMessageContaining("See that its folder is there");
  }

  @Test
  void nobody_asked_for_one() {
    assertThat(AccessLog.ifAsked(null, metrics, System::nanoTime)).isNull();
    assertThat(metrics.all()).isEqualTo(List.of());
  }

  private AccessLog log(Path path) {
    return requireNonNull(AccessLog.ifAsked(path, metrics, System::nanoTime));
  }

  private static EndedRequest request(String path) {
    return new EndedRequest("127.0.0.1", null, "POST", path, 200, 1, 2, 3, "id", "", null);
  }

  private long dropped() {
    return metrics.counter("weir_access_log_dropped", "").sum();
  }

  private static void eventually(BooleanSupplier condition) {
    Await.until(() -> assertThat(condition.getAsBoolean()).isTrue());
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
