package dev.weir.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.Acks;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Submission;
import dev.weir.config.SinkConfig;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Delivery;
import dev.weir.delivery.Tracer;
import dev.weir.gateway.tracing.Tracing;
import dev.weir.metrics.Metrics;
import dev.weir.sink.Sink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What does tracing cost a message? The delivery, in this process, before a sink that has every
/// message at once, so that there is as little else as can be: each way in turn, several times.
///
/// ```
/// java -cp 'weir-bench/target/weir-bench/lib/*' dev.weir.bench.TracingBench
/// ```
///
/// `--messages` of a turn (400000), `--rounds` (7).
final class TracingBench {
  private static final int ON_THE_WAY_MAX = 512;
  private static final int WARM_UP_ROUNDS = 3;

  private final int messages;
  private final Map<String, List<Double>> nanos = new LinkedHashMap<>();

  private TracingBench(int messages) {
    this.messages = messages;
  }

  public static void main(String[] line) throws Exception {
    var arguments = Arguments.parse(line, Map.of("messages", "400000", "rounds", "7"));
    var collector = collector();
    try {
      var bench = new TracingBench(arguments.count("messages"));
      var url = "tracing.otlp=http://127.0.0.1:" + collector.getAddress().getPort();
      for (var round = -WARM_UP_ROUNDS; round < arguments.count("rounds"); round++) {
        bench.measure(round >= 0, "off");
        bench.measure(round >= 0, "off, again");
        bench.measure(round >= 0, "on, nothing traced", url, "tracing.ratio=0");
        bench.measure(round >= 0, "1 of 100", url, "tracing.ratio=0.01");
        bench.measure(round >= 0, "each", url, "tracing.ratio=1");
      }
      bench.print();
    } finally {
      collector.stop(0);
    }
  }

  private void measure(boolean counts, String name, String... settings) throws Exception {
    var taken = run(settings);
    if (counts) nanos.computeIfAbsent(name, _ -> new ArrayList<>()).add(taken);
  }

  /// Answers the nanoseconds a message.
  private double run(String... settings) throws Exception {
    var all = Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = "wal.mode=disable";
    var config = WeirConfig.read(Sources.of(all));
    var metrics = new Metrics();
    try (var tracing = Tracing.start(config.tracing(), () -> 1 << 20, metrics, System::nanoTime);
        var delivery = Delivery.start(config, new AtOnce(tracing), metrics, System::nanoTime)) {
      return submit(delivery, tracing);
    }
  }

  private double submit(Delivery delivery, Tracing tracing) throws InterruptedException {
    var value = new byte[100];
    var room = new Semaphore(ON_THE_WAY_MAX);
    var begun = System.nanoTime();
    for (var i = 0; i < messages; i++) {
      room.acquire();
      var message = List.of(Message.of("rides", null, value));
      var submission = new Submission(message, Acks.KAFKA, _ -> room.release());
      delivery.submit(tracing.begun("push", Tracing.Fields.NONE, submission));
    }
    room.acquire(ON_THE_WAY_MAX);
    return (double) (System.nanoTime() - begun) / messages;
  }

  /// Has every message at once.
  private record AtOnce(Tracing tracing) implements Delivery.Beyond, Sink {
    private static final Outcome THERE = new Outcome.Delivered(0, 0);

    @Override
    public Sink.Opener sink(SinkConfig config) {
      return _ -> this;
    }

    @Override
    public @Nullable Tracer tracer(String sink) {
      return tracing.tracer(sink);
    }

    @Override
    public void send(Message message, Consumer<Outcome> done) {
      done.accept(THERE);
    }

    @Override
    public void close(Duration atMost) {}
  }

  private static HttpServer collector() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var collector = HttpServer.create(address, 0);
    collector.createContext("/v1/traces", TracingBench::take);
    collector.start();
    return collector;
  }

  private static void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void print() {
    var off = median(nanos.getOrDefault("off", List.of()));
    System.out.println("| tracing | ns a message, median (min–max) | of off |");
    System.out.println("| --- | ---: | ---: |");
    nanos.forEach((name, taken) ->
        System.out.printf(
            "| %s | %,.0f (%,.0f–%,.0f) | %.2f |%n",
            name,
            median(taken),
            taken.stream().mapToDouble(one -> one).min().orElse(0),
            taken.stream().mapToDouble(one -> one).max().orElse(0),
            median(taken) / off));
  }

  private static double median(List<Double> taken) {
    return taken.stream().sorted().skip(taken.size() / 2).findFirst().orElse(0.0);
  }
}
