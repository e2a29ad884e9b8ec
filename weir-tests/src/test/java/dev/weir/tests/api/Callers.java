package dev.weir.tests.api;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.util.Objects.requireNonNull;

import dev.weir.auth.PasswordHash;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import dev.weir.gateway.admin.Reload;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A gateway without Kafka whose users change with each test, and the ways to ask it: as a page, as
/// another site's page, as a program.
class Callers {
  static final HttpClient http = HttpClient.newHttpClient();
  @TempDir static Path folder;
  static Weir weir;
  static WeirConfig current;

  /// Each test comes from an address of its own, so that none waits for the failures of others.
  static int tests;

  /// Whether nobody is set up: then no proxy may stand before it.
  boolean open;

  static String hash(String password) {
    return PasswordHash.of(password, 10_000).text();
  }

  static WeirConfig settings(String... more) {
    var all =
        new ArrayList<>(
            List.of(
                "listen.http=127.0.0.1:0",
                "listen.grpc=off",
                "kafka.bootstrap.servers=off",
                "data=" + folder));
    all.addAll(List.of(more));
    return WeirConfig.read(Sources.of(all.toArray(String[]::new)));
  }

  @BeforeAll
  static void open() {
    current = settings();
    weir = Weir.start(current, () -> current);
  }

  static Reload set(WeirConfig settings) {
    current = settings;
    return weir.reload();
  }

  @AfterAll
  static void close() {
    weir.close();
    http.close();
  }

  @BeforeEach
  void count() {
    tests++;
  }

  HttpResponse<String> login(String body) throws Exception {
    return send(ofOurPage("/api/session").POST(ofString(body)));
  }

  /// As our own page sends it.
  HttpRequest.Builder ofOurPage(String path) {
    return request(path)
        .header("Origin", "http://127.0.0.1:" + port())
        .header("Sec-Fetch-Site", "same-origin")
        .header("X-Weir", "1")
        .header("Content-Type", "application/json");
  }

  /// What a browser without `Sec-Fetch-Site` sends, but for one field.
  HttpRequest.Builder page(String path, String name, String value) {
    return request(path)
        .header("Origin", "http://127.0.0.1:" + port())
        .header("X-Weir", "1")
        .header("Content-Type", "application/json")
        .setHeader(name, value);
  }

  HttpResponse<String> with(String cookie, String method, String path) throws Exception {
    return send(ofOurPage(path).header("Cookie", cookie).method(method, ofString("")));
  }

  HttpResponse<String> authorised(String authorization, String method, String path)
      throws Exception {
    return send(request(path).header("Authorization", authorization).method(method, ofString("")));
  }

  HttpResponse<String> asked(String method, String path) throws Exception {
    return send(request(path).method(method, ofString("")));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
  }

  HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    return open ? request : request.header("X-Forwarded-For", "192.0.2." + tests);
  }

  static int port() {
    return requireNonNull(weir.ports().get("http"));
  }

  static String cookie(HttpResponse<String> login) {
    return login.headers().firstValue("set-cookie").orElseThrow().replaceFirst(";.*", "");
  }

  static String basic(String userAndPassword) {
    var bytes = userAndPassword.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }
}
