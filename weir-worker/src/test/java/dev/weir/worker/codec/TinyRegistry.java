package dev.weir.worker.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A schema registry of some schemas. It can be told to answer as it should not.
final class TinyRegistry implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  final List<String> requests = new CopyOnWriteArrayList<>();
  final List<String> logins = new CopyOnWriteArrayList<>();

  private final List<ObjectNode> schemas = new ArrayList<>();
  private final HttpServer server;

  private volatile int status = 200;
  private volatile @Nullable String answer;
  private volatile CountDownLatch held = new CountDownLatch(0);

  TinyRegistry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Answers this from now on; null for as it should.
  void answering(int status, @Nullable String answer) {
    this.status = status;
    this.answer = answer;
  }

  /// Keeps answers back until it is released.
  CountDownLatch hold() {
    held = new CountDownLatch(1);
    return held;
  }

  /// Knows a schema from now on, and tells its id.
  int add(String subject, String type, String text) {
    return add(subject, type, text, "[]");
  }

  /// @param references a JSON array
  int add(String subject, String type, String text, String references) {
    try {
      var schema = JsonNodeFactory.instance.objectNode().put("schema", text);
      schema.put("schemaType", type).set("references", MAPPER.readTree(references));
      return add(subject, schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized int add(String subject, ObjectNode schema) {
    var id = schemas.size() + 1;
    schemas.add(schema.put("id", id).put("subject", subject).put("version", 1));
    return id;
  }

  /// The text and so on of that id.
  synchronized JsonNode schema(int id) {
    return schemas.get(id - 1);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      var login = exchange.getRequestHeaders().getFirst("Authorization");
      if (login != null) logins.add(login);
      var body = exchange.getRequestBody().readAllBytes();
      held.await(1, TimeUnit.MINUTES);
      var told = answer;
      var found = told == null ? answer(exchange, body) : null;
      var text = told != null ? told : found != null ? found.toString() : "{\"error_code\":40403}";
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      var code = told != null ? status : found == null ? 404 : 200;
      exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable JsonNode answer(HttpExchange exchange, byte[] body)
      throws IOException {
    var path = exchange.getRequestURI().getPath().substring(1).split("/", -1);
    if (path[0].equals("schemas")) {
      var id = Integer.parseInt(path[2]);
      return id < 1 || id > schemas.size() ? null : schemas.get(id - 1);
    }
    if (exchange.getRequestMethod().equals("GET")) return named(path[1], null);
    var asked = (ObjectNode) MAPPER.readTree(body);
    var there = named(path[1], asked.path("schema").asText());
    if (there != null || path.length == 2) return there;
    return JsonNodeFactory.instance.objectNode().put("id", add(path[1], asked));
  }

  private @Nullable ObjectNode named(String subject, @Nullable String text) {
    return schemas.stream()
        .filter(schema -> schema.path("subject").asText().equals(subject))
        .filter(schema -> text == null || schema.path("schema").asText().equals(text))
        .findFirst()
        .orElse(null);
  }

  @Override
  public void close() {
    held.countDown();
    server.stop(0);
  }
}
