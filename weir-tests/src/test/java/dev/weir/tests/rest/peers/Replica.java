package dev.weir.tests.rest.peers;

import dev.weir.config.Address;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.HttpLimits;
import dev.weir.gateway.net.HttpPort;
import dev.weir.gateway.net.Net;
import dev.weir.gateway.rest.peers.Peers;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.ConfluentErrors;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.Resource;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Route;
import dev.weir.gateway.web.Routes;
import dev.weir.gateway.web.Site;
import dev.weir.gateway.web.Target;
import dev.weir.metrics.Metrics;
import dev.weir.testkit.FaultySink;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What a gateway has of peers, around instances that are no more than names: what becomes of a
/// claim and of a call can be seen without waiting for consumers.
final class Replica implements AutoCloseable {
  private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(60);
  private static final Duration SILENT_AT_MOST = Duration.ofMinutes(2);
  static final HttpClient CLIENT = HttpClient.newHttpClient();

  final Delivery delivery;
  final Peers peers;
  private final WeirConfig config;
  private final Cluster cluster;
  private final Net net = Net.start(System::nanoTime);
  private final HttpPort port;

  private final AtomicInteger reading = new AtomicInteger();
  private final AtomicInteger deserted = new AtomicInteger();

  /// Each with what ends its reads.
  private final Map<String, CountDownLatch> instances = new ConcurrentHashMap<>();

  private Replica(WeirConfig config) {
    var metrics = new Metrics();
    this.config = config;
    this.delivery =
        Delivery.start(config.limits(), new FaultySink().opener(), metrics, System::nanoTime);
    this.cluster = new Cluster(config::kafka);
    var context = new Context(net, delivery, metrics, cluster);
    var ports = new ConcurrentHashMap<String, Integer>();
    this.peers = new Peers(context, cluster, () -> config, () -> ports);
    var limits = new HttpLimits(config.limits().requestBytes(), delivery.budget(), SILENT_AT_MOST);
    var site = new Site(new Routes(routes()), new ConfluentErrors(config::rest), config::rest);
    var address = (Address.Tcp) config.listen().http();
    this.port = HttpPort.open(net, address, Map.of("/*", site), limits);
    ports.put("http", port.port());
  }

  static Replica start(String kafka, String... settings) {
    var all = new ArrayList<>(List.of("listen.http=127.0.0.1:0"));
    all.addAll(List.of(settings));
    var read = WeirConfig.read(Sources.of(all.toArray(String[]::new)));
    return new Replica(read.withBootstrapServers(kafka));
  }

  private List<Route> routes() {
    var blocking = new Blocking(delivery.budget());
    var instance = "/consumers/{group}/instances/{instance}";
    var doc = Doc.of("");
    var routes =
        List.of(
            Route.post("/consumers/{group}", doc, blocking.resource(this::create)),
            Route.delete(instance, doc, blocking.resource(this::delete)),
            Route.get(instance + "/subscription", doc, judging(blocking.resource(this::echo))),
            Route.post(instance + "/subscription", doc, judging(blocking.resource(this::echo))),
            Route.get(instance + "/records", doc, blocking.resource(this::read)));
    return peers.around(
        routes, (group, name) -> instances.containsKey(group + "/" + name), this::drop);
  }

  private Answer create(Call call) {
    var name = new String(call.body(), StandardCharsets.UTF_8);
    if (!peers.claim(call.name("group"), name)) throw new RestException(409, 40902, "exists");
    instances.put(call.name("group") + "/" + name, new CountDownLatch(1));
    return Answer.text(200, "made");
  }

  private Answer delete(Call call) {
    var ended = instances.remove(call.name("group") + "/" + call.name("instance"));
    if (ended == null) throw notFound();
    ended.countDown();
    peers.release(call.name("group"), call.name("instance"));
    return new Answer(204, null, new byte[0], List.of());
  }

  private void drop(String group, String name) {
    instances.remove(group + "/" + name);
    peers.release(group, name);
  }

  private static RestException notFound() {
    return new RestException(404, 40403, "not here");
  }

  /// What came of the call, and who answers it.
  private Answer echo(Call call) {
    if (!instances.containsKey(call.name("group") + "/" + call.name("instance"))) throw notFound();
    var text = new String(call.body(), StandardCharsets.UTF_8);
    var echo =
        List.of(
            call.head().method(),
            call.name("instance"),
            String.valueOf(call.query("q")),
            String.valueOf(call.head().header("Accept")),
            text);
    return Answer.text(200, String.join("|", echo)).with("Retry-After", "7");
  }

  private static Resource judging(Resource resource) {
    return new Resource() {
      @Override
      public void check(Target target) {
        if ("text/wrong".equals(target.head().header("Content-Type"))) {
          throw RestException.plain(415, "wrong");
        }
      }

      @Override
      public void handle(Call call) {
        resource.handle(call);
      }
    };
  }

  private Answer read(Call call) throws InterruptedException {
    var ended = instances.get(call.name("group") + "/" + call.name("instance"));
    if (ended == null) throw notFound();
    var millis = Long.parseLong(Objects.requireNonNull(call.query("timeout")));
    reading.incrementAndGet();
    var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    var over = false;
    while (!over && !call.isDeserted() && System.nanoTime() - end < 0) {
      over = ended.await(10, TimeUnit.MILLISECONDS);
    }
    if (call.isDeserted()) deserted.incrementAndGet();
    reading.decrementAndGet();
    var size = call.query("size");
    if (size != null) return Answer.of(200, "x/y", new byte[Integer.parseInt(size)]);
    return Answer.text(200, over ? "ended" : "waited");
  }

  int port() {
    return port.port();
  }

  WeirConfig config() {
    return config;
  }

  /// How many reads wait.
  int reading() {
    return reading.get();
  }

  /// How many reads had nobody left to answer.
  int deserted() {
    return deserted.get();
  }

  /// What is counted as memory in use.
  long used() {
    return delivery.budget().usedBytes();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  int create(String group, String name) throws Exception {
    return call("POST", "/consumers/" + group, name).statusCode();
  }

  HttpResponse<String> call(String method, String path, String body) throws Exception {
    return call(HttpRequest.newBuilder(uri(path)), method, body);
  }

  HttpResponse<String> call(HttpRequest.Builder request, String method, String body)
      throws IOException, InterruptedException {
    var whole = request.method(method, BodyPublishers.ofString(body)).timeout(ANSWER_AT_MOST);
    return CLIENT.send(whole.build(), BodyHandlers.ofString());
  }

  /// Ends it as kill -9 would: its port is closed, and nobody hears of it.
  void kill() {
    port.close();
  }

  @Override
  public void close() {
    peers.close();
    port.close();
    net.close();
    cluster.close();
    delivery.close();
  }
}
