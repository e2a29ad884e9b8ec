package dev.weir.tests.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A process with a worker: [MemberMain], run by the JDK of this test. One test's thread uses it.
final class Member implements AutoCloseable {
  private static final Duration END_AT_MOST = Duration.ofSeconds(45);
  private static final AtomicInteger MEMBERS = new AtomicInteger();

  private final Process process;
  private final Path journal;
  private final List<Journal.Line> lines = new ArrayList<>();

  /// Up to where the journal was read.
  private long read;

  /// When it was killed or stopped; -1 where it never was.
  private long faultNanos = -1;

  private Member(Process process, Path journal) {
    this.process = process;
    this.journal = journal;
  }

  /// How a member is run.
  ///
  /// @param work how long an attempt takes
  /// @param settings of Kafka's consumer, as `name=value`
  record Plan(
      BrokerExtension kafka, WorkerTopic topic, Path folder, Duration work, List<String> settings) {
    Member start() throws IOException {
      return start("-");
    }

    /// @param held the key whose attempts never end
    Member start(String held) throws IOException {
      var journal = folder.resolve("member" + MEMBERS.incrementAndGet());
      Files.createFile(journal);
      var line = new ArrayList<String>();
      line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      Collections.addAll(line, "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
      Collections.addAll(line, "-cp", System.getProperty("java.class.path"));
      Collections.addAll(line, MemberMain.class.getName(), kafka.bootstrapServers());
      Collections.addAll(line, topic.name(), journal.toString(), "" + work.toMillis(), held);
      line.addAll(settings);
      var builder = new ProcessBuilder(line).redirectErrorStream(true);
      var log = journal.resolveSibling(journal.getFileName() + ".log");
      return new Member(builder.redirectOutput(Redirect.to(log.toFile())).start(), journal);
    }
  }

  Member awaitJoined() {
    Await.until("it joins", Duration.ofSeconds(60), () -> has(Journal.What.JOINED));
    return this;
  }

  /// What it did so far.
  List<Journal.Line> lines() {
    try (var file = new RandomAccessFile(journal.toFile(), "r")) {
      file.seek(read);
      var bytes = new byte[(int) (file.length() - read)];
      file.readFully(bytes);
      var text = new String(bytes, UTF_8);
      var whole = text.substring(0, text.lastIndexOf('\n') + 1);
      read += whole.length(); // keys are ASCII
      whole.lines().map(Journal.Line::parse).forEach(lines::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  boolean has(Journal.What what) {
    return lines().stream().anyMatch(line -> line.what() == what);
  }

  long count(Journal.What what) {
    return lines().stream().filter(line -> line.what() == what).count();
  }

  /// When it did that last; 0 if it never did.
  long last(Journal.What what) {
    return lines().stream()
        .filter(line -> line.what() == what)
        .mapToLong(Journal.Line::nanos)
        .max()
        .orElse(0);
  }

  boolean hadFault() {
    return faultNanos >= 0;
  }

  /// kill -9.
  void kill() throws InterruptedException {
    faultNanos = System.nanoTime();
    process.destroyForcibly();
    awaitEnd();
  }

  /// SIGTERM, and waits for its end.
  void terminate() throws InterruptedException {
    process.destroy();
    awaitEnd();
  }

  /// SIGSTOP.
  void pause() throws IOException, InterruptedException {
    faultNanos = System.nanoTime();
    signal("STOP");
  }

  /// SIGCONT.
  void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
    assertThat(kill.waitFor()).as("kill -%s", name).isZero();
  }

  private void awaitEnd() throws InterruptedException {
    assertThat(process.waitFor(END_AT_MOST.toSeconds(), TimeUnit.SECONDS)).as("its end").isTrue();
  }

  /// How many records may come again after what was done to it: those whose attempts ended behind
  /// what its last commit can have known, up to when it knew that it had lost its partitions.
  long mayComeAgain() {
    if (faultNanos < 0) return 0;
    // When a commit is told it was under way for a while, but no longer than since the one before.
    var commits =
        lines().stream()
            .filter(line -> line.what() == Journal.What.COMMITTED && line.nanos() < faultNanos)
            .toList();
    var known = commits.size() < 2 ? Long.MIN_VALUE : commits.get(commits.size() - 2).nanos();
    var lost =
        lines.stream()
            .filter(line -> line.what() == Journal.What.LOST && line.nanos() > faultNanos)
            .mapToLong(Journal.Line::nanos)
            .min()
            .orElse(Long.MAX_VALUE);
    return lines.stream()
        .filter(line -> line.what() == Journal.What.ENDED)
        .filter(line -> line.nanos() > known && line.nanos() < lost)
        .count();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().orTimeout(END_AT_MOST.toSeconds(), TimeUnit.SECONDS).join();
  }
}
