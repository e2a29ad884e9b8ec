package dev.weir.bench;

import dev.weir.metrics.Counter;
import dev.weir.metrics.Histogram;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/// What the figures of one message cost, and those of one request over HTTP: the same loop with and
/// without them, in turns, on as many threads as there are cores.
///
/// ```sh
/// java -cp 'weir-bench/target/weir-bench/lib/*' dev.weir.bench.MetricsBench
/// ```
public final class MetricsBench {
  private static final int ROUNDS = 9;
  private static final int WARM_ROUNDS = 3;
  private static final int TURNS = 5_000_000;
  private static final int OK = 200;

  private final Counter arrived;
  private final Counter accepted;
  private final Counter delivered;
  private final Histogram delivery;
  private final LongAdder inMemory = new LongAdder();
  private final AtomicReferenceArray<Counter> codes = new AtomicReferenceArray<>(600);
  private final Histogram request;
  private final LongAdder sink = new LongAdder();

  private MetricsBench(Metrics metrics) {
    var to = new Label("sink", "kafka");
    arrived = metrics.counter("weir_ingress_messages", "", new Label("ingress", "push"));
    accepted = metrics.counter("weir_messages_accepted", "", to);
    delivered = metrics.counter("weir_messages_delivered", "", to);
    delivery = metrics.histogram("weir_delivery_seconds", "", to);
    request = metrics.histogram("weir_http_request_seconds", "", new Label("path", "/push"));
    codes.set(OK, metrics.counter("weir_http_requests", "", new Label("code", "200")));
  }

  /// What is done again and again; its answer is used, so that it is not left out.
  @FunctionalInterface
  private interface Work {
    long once(long turn);
  }

  private static long nothing(long turn) {
    return turn ^ turn << 7;
  }

  /// As the way in and the ledger count a message.
  private long message(long turn) {
    arrived.add(1);
    accepted.add(1);
    inMemory.increment();
    delivery.observe(turn & 0xFF_FFFF);
    delivered.add(1);
    inMemory.decrement();
    return nothing(turn);
  }

  /// As the port counts a request: the clock twice, a status, a duration.
  private long request(long turn) {
    var begun = System.nanoTime();
    codes.get(OK).add(1);
    request.observe(System.nanoTime() - begun);
    return nothing(turn);
  }

  /// CPU time a turn, which others on the machine do not add to.
  private double nanos(Work work) throws InterruptedException {
    var cpu = new LongAdder();
    var cores = Runtime.getRuntime().availableProcessors();
    var threads =
        IntStream.range(0, cores)
            .mapToObj(_ -> Thread.ofPlatform().start(() -> cpu.add(turns(work))))
            .toList();
    for (var thread : threads) thread.join();
    return (double) cpu.sum() / TURNS / cores;
  }

  private long turns(Work work) {
    var threads = ManagementFactory.getThreadMXBean();
    var begun = threads.getCurrentThreadCpuTime();
    var sum = 0L;
    for (var turn = 0L; turn < TURNS; turn++) sum += work.once(turn);
    sink.add(sum);
    return threads.getCurrentThreadCpuTime() - begun;
  }

  private static String shown(List<Double> nanos) {
    var sorted = nanos.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return "%6.1f (%.1f-%.1f)"
        .formatted(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
  }

  public static void main(String[] arguments) throws InterruptedException {
    var bench = new MetricsBench(new Metrics());
    var names = List.of("nothing", "a message", "a request over HTTP");
    List<Work> works = List.of(MetricsBench::nothing, bench::message, bench::request);
    var nanos =
        Arrays.asList(new ArrayList<Double>(), new ArrayList<Double>(), new ArrayList<Double>());
    for (var round = 0; round < WARM_ROUNDS + ROUNDS; round++) {
      for (var i = 0; i < works.size(); i++) {
        var took = bench.nanos(works.get(i));
        if (round >= WARM_ROUNDS) nanos.get(i).add(took);
      }
    }
    System.out.println("CPU-ns a turn, median (least-most) of " + ROUNDS + " rounds");
    for (var i = 0; i < works.size(); i++) {
      System.out.printf("%-20s %s%n", names.get(i), shown(nanos.get(i)));
    }
  }
}
