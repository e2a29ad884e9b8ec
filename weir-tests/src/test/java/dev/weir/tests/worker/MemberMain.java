package dev.weir.tests.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.tests.Await;
import dev.weir.worker.Kafka;
import dev.weir.worker.Message;
import dev.weir.worker.Worker;
import dev.weir.worker.WorkerEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/// A member of a group in a process of its own, which [Member] starts. It ends in peace on SIGTERM,
/// and at once when the process ends that it belongs to.
final class MemberMain {
  private static final Duration COMMIT_EVERY = Duration.ofMillis(200);

  private final Journal journal;
  private final Duration work;
  private final String held;

  private MemberMain(Journal journal, Duration work, String held) {
    this.journal = journal;
    this.work = work;
    this.held = held;
  }

  /// Works until it is told to end.
  ///
  /// @param arguments where Kafka is, the topic and group, the journal, how many milliseconds an
  ///   attempt takes, the key whose attempts never end, and settings of Kafka's as `name=value`
  public static void main(String[] arguments) throws IOException {
    var journal = new Journal(Path.of(arguments[2]));
    var work = Duration.ofMillis(Long.parseLong(arguments[3]));
    var main = new MemberMain(journal, work, arguments[4]);
    var builder =
        Worker.on(Kafka.at(arguments[0]))
            .group(arguments[1])
            .topics(arguments[1])
            .commitEvery(COMMIT_EVERY)
            .listen(main::heard);
    for (var setting : Arrays.asList(arguments).subList(5, arguments.length)) {
      var parts = setting.split("=", 2);
      builder = builder.set(parts[0], parts[1]);
    }
    var worker = builder.each(main::process);
    var grace = Duration.ofSeconds(30);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> worker.close(grace)));
    worker.start();
    journal.write(Journal.What.JOINED);
    while (System.in.read() >= 0) {
      // Nothing is told to it; the end of the stream is the end of whoever started it.
    }
    Runtime.getRuntime().halt(1);
  }

  private void process(Message<byte[], byte[]> message) throws InterruptedException {
    journal.write(Journal.What.BEGUN, message);
    var key = message.raw().key();
    var isHeld = key != null && held.equals(new String(key, UTF_8));
    if (isHeld) Await.passInterruptibly(Duration.ofDays(1));
    if (!work.isZero()) Await.passInterruptibly(work);
    journal.write(Journal.What.ENDED, message);
  }

  private void heard(WorkerEvent event) {
    switch (event) {
      case WorkerEvent.Committed _ -> journal.write(Journal.What.COMMITTED);
      case WorkerEvent.Lost _ -> journal.write(Journal.What.LOST);
      default -> {}
    }
  }
}
