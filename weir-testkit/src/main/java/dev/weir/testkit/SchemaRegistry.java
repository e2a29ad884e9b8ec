package dev.weir.testkit;

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
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A schema registry in this JVM that speaks Confluent's protocol and forgets all at its end: one
/// for the class in a static field, one a test in another. It can be made to fail or to be slow.
///
/// It believes what it is given: it judges neither schemas nor whether they are compatible, but for
/// one whose text holds the word `refused`.
public final class SchemaRegistry
    implements AutoCloseable,
        BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int UNPROCESSABLE = 422;

  private final Map<String, List<Integer>> subjects = new LinkedHashMap<>();
  private final List<Schema> schemas = new ArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  private volatile @Nullable String user;
  private volatile int failure;
  private volatile boolean small;
  private volatile @Nullable CountDownLatch held;
  private boolean forClass;

  /// Two of them are one schema where they are equal.
  private record Schema(String type, String text, JsonNode references) {
    ObjectNode json() {
      var json = JsonNodeFactory.instance.objectNode().put("schema", text);
      if (!type.equals("AVRO")) json.put("schemaType", type);
      if (!references.isEmpty()) json.set("references", references);
      return json;
    }
  }

  /// Said instead of an answer.
  private static final class No extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final int code;

    No(int status, int code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }
  }

  private SchemaRegistry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  public static SchemaRegistry create() {
    return new SchemaRegistry();
  }

  /// With name and password where it wants them.
  public URI url() {
    var login = user == null ? "" : user + "@";
    return URI.create("http://%s127.0.0.1:%d".formatted(login, server.getAddress().getPort()));
  }

  /// Wants a name and a password from now on, such as `weir:secret`.
  public SchemaRegistry asking(String user) {
    this.user = user;
    return this;
  }

  /// Answers with this status from now on, or as it should for 0.
  public void failing(int status) {
    failure = status;
  }

  /// Knows no more than it must from now on: it registers schemas and tells them by their ids.
  public void small() {
    small = true;
  }

  /// Keeps all answers back until [#release].
  public void hold() {
    held = new CountDownLatch(1);
  }

  public void release() {
    var latch = held;
    held = null;
    if (latch != null) latch.countDown();
  }

  /// What it was asked so far, such as `GET /schemas/ids/1`.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /// Registers a schema and tells its id.
  ///
  /// @param type `AVRO`, `JSON` or `PROTOBUF`
  public int register(String subject, String type, String text) {
    return register(subject, type, text, "[]");
  }

  /// @param references a JSON array of `{"name","subject","version"}`
  public synchronized int register(String subject, String type, String text, String references) {
    try {
      return registered(subject, new Schema(type, text, MAPPER.readTree(references)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int registered(String subject, Schema schema) {
    if (!schemas.contains(schema)) schemas.add(schema);
    var id = schemas.indexOf(schema) + 1;
    var versions = subjects.computeIfAbsent(subject, _ -> new ArrayList<>());
    if (!versions.contains(id)) versions.add(id);
    return id;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      var body = exchange.getRequestBody().readAllBytes();
      await();
      try {
        answer(exchange, 200, answer(exchange, body));
      } catch (No no) {
        var error = JsonNodeFactory.instance.objectNode().put("error_code", no.code);
        answer(exchange, no.status, error.put("message", no.getMessage()));
      }
    }
  }

  private void await() {
    var latch = held;
    if (latch == null) return;
    try {
      var _ = latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, JsonNode json) throws IOException {
    var bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private JsonNode answer(HttpExchange exchange, byte[] body) throws IOException {
    if (failure != 0) throw new No(failure, failure * 100 + 1, "it was told to fail");
    var login = exchange.getRequestHeaders().getFirst("Authorization");
    var known = user;
    if (known != null && !basic(known).equals(login)) throw new No(401, 401, "who are you?");
    var path = List.of(exchange.getRequestURI().getRawPath().substring(1).split("/"));
    return answer(
        exchange.getRequestMethod(), path.stream().map(SchemaRegistry::plain).toList(), body);
  }

  private static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }

  private static String plain(String segment) {
    return URLDecoder.decode(segment, StandardCharsets.UTF_8);
  }

  private synchronized JsonNode answer(String method, List<String> path, byte[] body)
      throws IOException {
    var subject = path.size() > 1 ? path.get(1) : "";
    return switch (method + " " + path.getFirst() + " " + path.size()) {
      case "GET schemas 3" -> schema(Integer.parseInt(path.get(2))).json();
      case "GET subjects 4" -> version(known(subject), path.get(3));
      case "POST subjects 2" -> lookUp(known(subject), given(body));
      case "POST subjects 3" ->
          JsonNodeFactory.instance.objectNode().put("id", registered(subject, accepted(body)));
      default -> throw new No(404, 404, "there is no " + path);
    };
  }

  private String known(String subject) {
    if (small) throw new No(404, 404, "HTTP 404 Not Found");
    return subject;
  }

  private static Schema given(byte[] body) throws IOException {
    var json = MAPPER.readTree(body);
    var references = json.path("references");
    return new Schema(
        json.path("schemaType").asText("AVRO"),
        json.path("schema").asText(),
        references.isArray() ? references : JsonNodeFactory.instance.arrayNode());
  }

  private static Schema accepted(byte[] body) throws IOException {
    var schema = given(body);
    if (schema.text().contains("refused")) {
      throw new No(UNPROCESSABLE, 42201, "Invalid schema");
    }
    return schema;
  }

  private Schema schema(int id) {
    if (id < 1 || id > schemas.size()) throw new No(404, 40403, "Schema " + id + " not found");
    return schemas.get(id - 1);
  }

  private List<Integer> versions(String subject) {
    var versions = subjects.get(subject);
    if (versions == null) throw new No(404, 40401, "Subject '" + subject + "' not found");
    return versions;
  }

  private JsonNode version(String subject, String version) {
    var all = versions(subject);
    var number = version.equals("latest") ? all.size() : Integer.parseInt(version);
    if (number < 1 || number > all.size()) throw new No(404, 40402, "Version not found");
    return told(subject, number, all.get(number - 1));
  }

  private JsonNode lookUp(String subject, Schema schema) {
    var all = versions(subject);
    var number = all.indexOf(schemas.indexOf(schema) + 1) + 1;
    if (number == 0) throw new No(404, 40403, "Schema not found");
    return told(subject, number, all.get(number - 1));
  }

  private JsonNode told(String subject, int version, int id) {
    return schema(id).json().put("subject", subject).put("version", version).put("id", id);
  }

  @Override
  public void close() {
    release();
    server.stop(0);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    forClass = true;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    failing(0);
    requests.clear();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    release();
    if (!forClass) close();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }
}
