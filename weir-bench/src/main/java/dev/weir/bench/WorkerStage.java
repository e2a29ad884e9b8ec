package dev.weir.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/// The processes of [WorkerBench]: one broker, one that fills topics, and the subjects.
final class WorkerStage {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration RUN = Duration.ofSeconds(200);

  private final Arguments arguments;
  private final Children children;
  private final Path directory;
  private final String servers;
  private final Child feeder;
  private final Map<String, Child> subjects = new HashMap<>();
  private int topics;

  WorkerStage(Arguments arguments, Children children, Path directory) {
    this.arguments = arguments;
    this.children = children;
    this.directory = directory;
    var data = List.of("--directory", directory.resolve("broker").toString(), "--port", "0");
    servers =
        children
            .start(new Children.Program("broker", BrokerProcess.class, List.of("-Xmx1g"), data))
            .await("ready", START);
    var feeding = List.of("--servers", servers);
    feeder =
        children.start(
            new Children.Program("feeder", WorkerFeeder.class, List.of("-Xmx512m"), feeding));
    feeder.await("ready", START);
    if (!arguments.text("decaton").isEmpty()) compileDecaton();
  }

  /// A topic of the row's records, in their order.
  void fill(WorkerRow row) {
    create(row.topic(), row);
    feed(row, row.topic(), 0);
  }

  void start(String subject) {
    var line = new ArrayList<>(List.of(Children.java()));
    line.addAll(List.of(arguments.text("jvm").split(" ", -1)));
    if (!arguments.text("jfr").isEmpty()) {
      var file = Path.of(arguments.text("jfr")).resolve(subject + ".jfr");
      line.add(
          "-XX:StartFlightRecording=settings=profile,jdk.CPUTimeSample#enabled=true,filename="
              + file);
    }
    line.addAll(List.of("-cp", classPath(subject.startsWith("decaton"))));
    line.add(WorkerSubject.class.getName());
    var concurrency = subject.equals("weir-1000") ? "1000" : arguments.text("concurrency");
    line.addAll(List.of("--subject", subject, "--servers", servers, "--concurrency", concurrency));
    var child = children.start(subject, line, Map.of());
    child.await("ready", START);
    subjects.put(subject, child);
  }

  void end(String subject) {
    children.end(subject(subject));
  }

  long heapMib(String subject) {
    return HeapUse.mib(subject(subject).pid());
  }

  /// Processes so many of the row's records.
  Figures run(String subject, WorkerRow row, int count) {
    return run(subject, row, row.topic(), count, 0);
  }

  /// Processes records as they come, at such a rate; the first half is not looked at.
  Figures follow(String subject, WorkerRow row, double rate) {
    var topic = "follow-" + topics++;
    create(topic, row);
    var ignored = row.records() / 2;
    var figures =
        CompletableFuture.supplyAsync(() -> run(subject, row, topic, row.records(), ignored));
    Pause.millis(1_000);
    feed(row, topic, rate);
    return await(figures);
  }

  /// The subject has taken in what it takes in while no record ends.
  Figures hold(String subject, WorkerRow row) {
    return Figures.of(
        ask(subject, "hold %s %d %s".formatted(row.word(), row.records(), row.topic())));
  }

  void release(String subject) {
    ask(subject, "release");
  }

  private Figures run(String subject, WorkerRow row, String topic, int count, int ignored) {
    var command = "run %s %d %s %d %d".formatted(row.word(), row.records(), topic, count, ignored);
    return Figures.of(ask(subject, command));
  }

  private void feed(WorkerRow row, String topic, double rate) {
    feeder.ask("%s %d %s %s".formatted(row.word(), row.records(), topic, rate), RUN);
  }

  private String ask(String subject, String command) {
    return subject(subject).ask(command, RUN);
  }

  private Child subject(String subject) {
    var child = subjects.get(subject);
    if (child == null) throw new IllegalStateException(subject + " is not started");
    return child;
  }

  private void create(String topic, WorkerRow row) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      var made = new NewTopic(topic, row.partitions(), (short) 1);
      admin.createTopics(List.of(made)).all().get();
      while (!isLed(admin, ends(topic, row.partitions()))) Pause.millis(10);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the topic was not made", e);
    }
  }

  /// Only a leader tells where its partition ends. One that does not know yet that it leads would
  /// refuse a producer's first batch, and take the second: the first then waits for two minutes.
  private static boolean isLed(Admin admin, Map<TopicPartition, OffsetSpec> ends)
      throws InterruptedException {
    try {
      return admin.listOffsets(ends).all().get().size() == ends.size();
    } catch (ExecutionException e) {
      return false; // no leader knows of the topic yet
    }
  }

  private static Map<TopicPartition, OffsetSpec> ends(String topic, int partitions) {
    return IntStream.range(0, partitions)
        .boxed()
        .collect(
            Collectors.toMap(
                partition -> new TopicPartition(topic, partition), _ -> OffsetSpec.latest()));
  }

  private String classPath(boolean decaton) {
    var ours = System.getProperty("java.class.path", "");
    if (!decaton) return ours;
    var jars = Path.of(arguments.text("decaton")).toAbsolutePath() + "/*";
    return String.join(File.pathSeparator, jars, ours, directory.resolve("decaton").toString());
  }

  /// Its jars are not on Maven Central, so this program is built without them.
  private void compileDecaton() {
    try (var jars = Files.list(Path.of(arguments.text("decaton")))) {
      var path = new ArrayList<>(jars.map(Path::toString).toList());
      path.add(System.getProperty("java.class.path", ""));
      var source = arguments.text("decaton-source");
      var classes = Files.createDirectories(directory.resolve("decaton")).toString();
      var line =
          List.of(
              "-proc:none", "-d", classes, "-cp", String.join(File.pathSeparator, path), source);
      var failed =
          ToolProvider.getSystemJavaCompiler().run(null, null, null, line.toArray(String[]::new));
      if (failed != 0) throw new IllegalArgumentException(source + " does not compile");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(RUN.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
