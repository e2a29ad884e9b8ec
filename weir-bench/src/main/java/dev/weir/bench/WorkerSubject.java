package dev.weir.bench;

import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// One contender in a JVM of its own.
///
/// It takes `run ROW RECORDS COUNT TOPIC IGNORED`, and answers with the figures of that; and `hold
/// ROW RECORDS TOPIC`, where no record ends before `release`. Each is a new group that begins at
/// the first record.
final class WorkerSubject {
  private static final int LIMIT_SECONDS = 120;

  private final Arguments arguments;
  private final Contender contender;
  private CountDownLatch gate = new CountDownLatch(0);
  private AutoCloseable held = () -> {};

  private WorkerSubject(Arguments arguments) throws ReflectiveOperationException {
    this.arguments = arguments;
    contender = contender(arguments.text("subject"));
  }

  public static void main(String[] line) throws IOException, ReflectiveOperationException {
    var defaults = Map.of("subject", "", "servers", "", "concurrency", "100");
    var subject = new WorkerSubject(Arguments.parse(line, defaults));
    Lifeline.ready("");
    Lifeline.serve(subject::answer);
    System.exit(0);
  }

  private static Contender contender(String subject) throws ReflectiveOperationException {
    return switch (subject) {
      case "weir", "weir-1000" -> new WeirContender();
      case "parallel-consumer-key" -> new ParallelConsumerContender(ProcessingOrder.KEY);
      case "parallel-consumer-unordered" ->
          new ParallelConsumerContender(ProcessingOrder.UNORDERED);
      case "plain" -> order -> PlainLoop.start(order, each -> order.task().process(each.value()));
      case "naive" -> new NaiveContender();
      default -> decaton(subject);
    };
  }

  /// Compiled by [WorkerStage] where decaton is there, and so not known to this program's build.
  private static Contender decaton(String subject) throws ReflectiveOperationException {
    return Class.forName("dev.weir.bench.DecatonContender")
        .asSubclass(Contender.class)
        .getDeclaredConstructor(boolean.class)
        .newInstance(subject.equals("decaton-virtual"));
  }

  private String answer(String command) {
    try {
      var words = command.split(" ", -1);
      return switch (words[0]) {
        case "run" -> run(words);
        case "hold" -> hold(words);
        case "release" -> release();
        default -> throw new IllegalArgumentException(command);
      };
    } catch (Exception e) {
      e.printStackTrace();
      return "error=" + e.toString().replace(' ', '-');
    }
  }

  private String run(String[] words) throws Exception {
    var row = row(words);
    var task = new WorkerTask(row, Integer.parseInt(words[4]), new CountDownLatch(0));
    var cpuNanos = WorkerTask.cpuNanos();
    var running = contender.start(order(row, words[3], task));
    var ended = task.awaitEnd(LIMIT_SECONDS);
    var closeNanos = System.nanoTime();
    running.close();
    var closedNanos = System.nanoTime() - closeNanos;
    if (!ended) return "error=only-%d-ended".formatted(task.ended());
    var result = task.result(Integer.parseInt(words[5]));
    return String.format(
        Locale.ROOT,
        "rate=%.0f cpu=%.3f whole=%.3f repeated=%d disordered=%d p50=%.2f p99=%.2f close=%.0f",
        result.perSecond(),
        result.cpuSeconds(),
        (WorkerTask.cpuNanos() - cpuNanos) / 1e9,
        result.repeated(),
        result.disordered(),
        result.p50Millis(),
        result.p99Millis(),
        closedNanos / 1e6);
  }

  private String hold(String[] words) {
    gate = new CountDownLatch(1);
    var row = row(words);
    var task = new WorkerTask(row, row.records(), gate);
    held = contender.start(order(row, words[3], task));
    var before = -1;
    for (var waited = 0;
        waited < 20 && (task.started() == 0 || task.started() != before);
        waited++) {
      before = task.started();
      Pause.millis(1_000);
    }
    return "started=" + task.started();
  }

  private String release() throws Exception {
    gate.countDown();
    held.close();
    held = () -> {};
    return "released=1";
  }

  private Contender.Order order(WorkerRow row, String topic, WorkerTask task) {
    var group = "%s-%d".formatted(arguments.text("subject"), System.nanoTime());
    var concurrency = arguments.count("concurrency");
    return new Contender.Order(
        arguments.text("servers"), topic, row.partitions(), group, concurrency, task);
  }

  private static WorkerRow row(String[] words) {
    return WorkerRow.of(words[1], 1).with(Integer.parseInt(words[2]));
  }
}
