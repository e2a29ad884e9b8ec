package dev.weir.cli.wal;

import dev.weir.cli.cluster.AdminPort;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `weir wal drain`: what waits is sent now, and one can watch it.
@Command(
    name = "drain",
    description = {
      "Have the running gateway send now what waits for a sink, and watch until nothing does.",
      "",
      "It goes as fast as the sink takes it and wal.resend-rate allows, whatever wal.resend-period"
          + " says."
    },
    footer = {
      "",
      "Ends with 0 when nothing waits; 5: no gateway runs, or something waits still when the time"
          + " is over.",
      "",
      "Example: weir wal drain --timeout 5m"
    })
final class WalDrainCommand implements Callable<Integer> {
  private static final long LOOK_MILLIS = 100;

  @Mixin private Io io = new Io();
  @Mixin private Logs logs = new Logs();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "60s",
      description = "How long it may take (default: ${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ofSeconds(60);

  @Override
  public Integer call() throws InterruptedException {
    var sink = logs.sink();
    try (var port = logs.running().port()) {
      var begunNanos = System.nanoTime();
      port.post("/admin/wal/%s/drain".formatted(sink), "");
      var left = watch(port, sink, begunNanos);
      if (io.stop().asked()) return ExitCode.SIGNALLED;
      if (left > 0) throw late(sink, left);
      var seconds = (System.nanoTime() - begunNanos) / 1e9;
      io.say("Nothing waits for sink '%s' (after %.1f s).".formatted(sink, seconds));
      return ExitCode.OK;
    }
  }

  /// Answers how many wait when nothing does, the time is over, or somebody wants it to end.
  private long watch(AdminPort port, String sink, long begunNanos) throws InterruptedException {
    var left = waiting(port, sink);
    var asked = new CountDownLatch(1);
    try (var _ = io.stop().whenAsked(asked::countDown);
        var progress = Progress.start(io, "drain", left)) {
      while (left > 0 && System.nanoTime() - begunNanos < timeout.toNanos()) {
        if (asked.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) break;
        var now = waiting(port, sink);
        progress.done(Math.max(0, left - now), 0);
        left = now;
      }
    }
    return left;
  }

  private static long waiting(AdminPort port, String name) {
    if (!(port.get("/admin/sinks") instanceof List<?> sinks)) return 0;
    for (var one : sinks) {
      if (one instanceof Map<?, ?> sink
          && name.equals(sink.get("sink"))
          && sink.get("waiting") instanceof Long waiting) {
        return waiting;
      }
    }
    return 0;
  }

  private Failure late(String sink, long left) {
    return new Failure(
        ExitCode.UNREACHABLE,
        "%,d messages still wait for sink '%s'".formatted(left, sink),
        "they were not taken within %d s".formatted(timeout.toSeconds()),
        "See 'weir gateway status', or give it longer with --timeout.");
  }
}
