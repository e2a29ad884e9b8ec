package dev.weir.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// How fast is Weir's worker beside others, where the user's code sleeps for 0, 1 or 10 ms?
///
/// ```
/// java -cp 'weir-bench/target/weir-bench/lib/*' dev.weir.bench.WorkerBench
/// ```
///
/// Each subject is a JVM of its own, a new one in every round, and has processed two topics before
/// the first is measured. Within a round each row is run by one subject after the other, each as a
/// new group on the same topic.
///
/// - `--rows` are those of the table, such as `10ms/1000/12` for the work, the keys and the
///   partitions; `10ms/1000/1/hot` adds a hot key, `10ms/1000/1/wide` is for those subjects that
///   may have 1,000 records in progress; `latency` and `heap` are tables of their own.
/// - `--subjects` are some of `weir`, `weir-1000` (1,000 at once instead of 100),
///   `parallel-consumer-key`, `parallel-consumer-unordered`, `decaton-pool`, `decaton-virtual`,
///   `plain` and `naive`.
/// - `--decaton` is a folder with the jars of decaton and what it needs besides Kafka's client;
///   without it there is none in the table.
/// - `--scale 2` has twice as many records, `--rounds`, `--jvm` and `--jfr FOLDER` say themselves.
final class WorkerBench {
  private static final String ROWS =
      "0ms/10/1,0ms/1000/1,0ms/100000/1,1ms/10/1,1ms/1000/1,1ms/100000/1,10ms/10/1,10ms/1000/1,"
          + "10ms/100000/1,0ms/1000/12,1ms/1000/12,10ms/1000/12,0ms/100000/12,1ms/100000/12,"
          + "10ms/100000/12,10ms/1000/1/hot,1ms/1000/1/wide,10ms/1000/1/wide,latency,heap";
  private static final String SUBJECTS =
      "weir,parallel-consumer-key,parallel-consumer-unordered,decaton-pool,decaton-virtual,"
          + "weir-1000,plain,naive";
  private static final Set<String> RESTRICTED =
      Set.of("plain", "naive", "parallel-consumer-unordered");
  private static final Set<String> LATE =
      Set.of("weir", "parallel-consumer-key", "decaton-pool", "decaton-virtual", "naive");
  static final String LATENCY = "latency";
  static final String HEAP = "heap";

  private final Arguments arguments;
  private final WorkerStage stage;
  private final List<String> subjects;
  private final List<WorkerRow> rows;
  private final WorkerReport report;

  private WorkerBench(Arguments arguments, WorkerStage stage) {
    this.arguments = arguments;
    this.stage = stage;
    subjects =
        Arrays.stream(arguments.text("subjects").split(",", -1))
            .filter(name -> !name.startsWith("decaton") || !arguments.text("decaton").isEmpty())
            .toList();
    rows =
        words()
            .filter(word -> word.contains("/"))
            .map(word -> WorkerRow.of(word, scale()))
            .toList();
    report = new WorkerReport(subjects, rows, arguments.count("concurrency"));
  }

  public static void main(String[] line) throws IOException {
    var defaults =
        Map.of(
            "rows", ROWS,
            "subjects", SUBJECTS,
            "rounds", "3",
            "scale", "1",
            "concurrency", "100",
            "latency-rate", "10000",
            "jvm", "-Xmx1g",
            "jfr", "",
            "decaton", "",
            "decaton-source", "weir-bench/src/decaton/java/dev/weir/bench/DecatonContender.java");
    var arguments = Arguments.parse(line, defaults);
    var directory = Files.createTempDirectory("weir-worker-bench");
    try (var children = new Children(directory)) {
      Runtime.getRuntime().addShutdownHook(new Thread(children::close, "end of the children"));
      new WorkerBench(arguments, new WorkerStage(arguments, children, directory)).run();
    }
    Scratch.delete(directory);
  }

  private void run() {
    fill();
    for (var round = 1; round <= arguments.count("rounds"); round++) {
      subjects.forEach(this::startWarm);
      for (var row : rows) eachSubject(row, subject -> measure(subject, row));
      if (wanted(LATENCY)) subjects.stream().filter(LATE::contains).forEach(this::measureLatency);
      if (wanted(HEAP) && round == 1) eachSubject(heapRow(), this::measureHeap);
      subjects.forEach(stage::end);
    }
    new PrintStream(System.out, true, StandardCharsets.UTF_8).println(report.markdown());
  }

  private void fill() {
    var needed = new ArrayList<>(warmUp());
    needed.addAll(rows);
    if (wanted(HEAP)) needed.add(heapRow());
    var filled = new HashSet<String>();
    for (var row : needed) if (filled.add(row.topic())) stage.fill(row);
  }

  private void startWarm(String subject) {
    stage.start(subject);
    for (var row : warmUp()) stage.run(subject, row, count(subject, row));
  }

  private void eachSubject(WorkerRow row, Consumer<String> measure) {
    subjects.stream().filter(subject -> takesPart(subject, row)).forEach(measure);
  }

  private void measure(String subject, WorkerRow row) {
    report.add(row.word(), subject, stage.run(subject, row, count(subject, row)));
  }

  private void measureLatency(String subject) {
    var rate = Double.parseDouble(arguments.text("latency-rate"));
    report.add(LATENCY, subject, stage.follow(subject, latencyRow(), rate));
  }

  private void measureHeap(String subject) {
    var before = stage.heapMib(subject);
    var held = stage.hold(subject, heapRow());
    var during = stage.heapMib(subject);
    stage.release(subject);
    report.add(HEAP, subject, held.and("before", (double) before).and("during", (double) during));
  }

  /// Where those are compared that have one thread, no order, no care, or no limit: the others are
  /// in all rows, and all of it ends in twelve minutes.
  private static boolean takesPart(String subject, WorkerRow row) {
    var wide = subject.equals("weir-1000") || subject.equals("decaton-virtual");
    return switch (row.kind()) {
      case WIDE -> wide;
      case HOT -> !wide && !RESTRICTED.contains(subject);
      case PLAIN ->
          switch (subject) {
            case "weir-1000" -> false;
            case "decaton-virtual" -> row.workMillis() == 0 && row.keys() > 10;
            case "naive" -> row.partitions() == 1;
            default ->
                !RESTRICTED.contains(subject) || (row.keys() == 1_000 && row.partitions() == 1);
          };
    };
  }

  /// One thread alone does not get through a topic that is made for a hundred.
  private static int count(String subject, WorkerRow row) {
    return subject.equals("plain") && row.workMillis() > 0
        ? 2_000 / row.workMillis()
        : row.records();
  }

  private List<WorkerRow> warmUp() {
    return Stream.of("0ms/1000/1", "1ms/1000/1").map(word -> WorkerRow.of(word, scale())).toList();
  }

  private WorkerRow latencyRow() {
    var seconds = 4 * scale();
    return WorkerRow.of("1ms/1000/12", 1)
        .with((int) (seconds * Double.parseDouble(arguments.text("latency-rate"))));
  }

  private WorkerRow heapRow() {
    return WorkerRow.of("0ms/100000/1", scale());
  }

  private Stream<String> words() {
    return Arrays.stream(arguments.text("rows").split(",", -1));
  }

  private boolean wanted(String word) {
    return words().anyMatch(word::equals);
  }

  private double scale() {
    return Double.parseDouble(arguments.text("scale"));
  }
}
