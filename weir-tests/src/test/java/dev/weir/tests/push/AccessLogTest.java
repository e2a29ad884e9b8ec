package dev.weir.tests.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every request over HTTP has its line in the access log.
@Timeout(120)
class AccessLogTest {
  private static final Path LOG = file();

  @RegisterExtension
  static final WeirExtension weir = WeirExtension.create().with("access-log", LOG.toString());

  @Test
  void a_request_is_a_line_with_what_was_asked_and_answered() {
    var request =
        HttpRequest.newBuilder(weir.uri("/push?token=secret"))
            .header("X-Request-Id", "mine-1")
            .POST(BodyPublishers.ofString("{\"records\":[]}"));

    weir.send(request);

    var line = line("mine-1");
    assertThat(line)
        .matches(
            "\\{\"msg\":\"request\",\"level\":\"INFO\",\"ts\":\"[^\"]+\",\"service\":\"weir\",\"client\":\"127\\.0\\.0\\.1\",\"method\":\"POST\",\"path\":\"/push\",\"status\":200,\"bytes_in\":14,\"bytes_out\":27,\"millis\":[0-9.]+,\"request_id\":\"mine-1\"}")
        .doesNotContain("secret");
  }

  @Test
  void refusals_and_http_2_have_lines_as_well() throws Exception {
    weir.get("/push");
    weir.get("/nothing-here");
    try (var client = HttpClient.newBuilder().version(Version.HTTP_2).build()) {
      client.send(
          HttpRequest.newBuilder(weir.uri("/healthz?v2")).build(), BodyHandlers.discarding());
      var pushed =
          HttpRequest.newBuilder(weir.uri("/push"))
              .header("X-Request-Id", "two")
              .POST(BodyPublishers.ofString("{\"records\":[]}"))
              .build();
      assertThat(client.send(pushed, BodyHandlers.discarding()).version())
          .isEqualTo(Version.HTTP_2);
    }

    assertThat(line("\"method\":\"GET\",\"path\":\"/push\"")).contains("\"status\":405");
    assertThat(line("/nothing-here")).contains("\"status\":404");
    assertThat(line("\"two\"")).contains("\"status\":200,\"bytes_in\":14,\"bytes_out\":27");
  }

  @Test
  void a_client_that_goes_away_amid_its_request_has_a_line_without_a_status() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), weir.port("http"))) {
      var head =
          "POST /push?gone HTTP/1.1\r\nHost: w\r\nX-Request-Id: gone\r\nContent-Length: 9\r\n\r\nabc";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    }

    assertThat(line("\"status\":0")).contains("\"path\":\"/push\"").contains("\"bytes_in\":3");
  }

  /// The first line that has this, as soon as it is there.
  private static String line(String part) {
    var text =
        Await.first(
            "a line with " + part,
            AccessLogTest::text,
            one -> one.contains(part) && one.endsWith("\n"));
    return text.lines().filter(one -> one.contains(part)).findFirst().orElseThrow();
  }

  private static String text() {
    try {
      return Files.readString(LOG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file() {
    try {
      return Files.createTempDirectory("weir").resolve("access.log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
