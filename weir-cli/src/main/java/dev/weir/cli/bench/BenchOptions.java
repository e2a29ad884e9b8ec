package dev.weir.cli.bench;

import dev.weir.cli.load.CpuUse;
import dev.weir.cli.load.Tally;
import dev.weir.cli.load.Window;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What all benchmarks have: how long, what is to be shown, and how it is told.
@Command
final class BenchOptions {
  @Mixin private Output output = new Output();

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      defaultValue = "10s",
      description = "How long it counts (default: ${DEFAULT-VALUE}).")
  private Duration duration = Duration.ofSeconds(10);

  @Option(
      names = "--warm-up",
      paramLabel = "DURATION",
      defaultValue = "3s",
      description = "How long it runs before that (default: ${DEFAULT-VALUE}).")
  private Duration warmUp = Duration.ofSeconds(3);

  @Option(
      names = {"--clients", "--connections"},
      paramLabel = "COUNT",
      description = "So many at once (default: 1, of a gateway 8).")
  private int clients;

  @Option(
      names = "--assert",
      paramLabel = "CHECK",
      converter = Assertion.Converter.class,
      description = {
        "End with 7 unless this holds: p99<20ms, rate>5000/s, rate>=50MB/s, errors=0, errors<1%%,"
            + " cpu<1.5. May be repeated."
      })
  private final List<Assertion> assertions = new ArrayList<>();

  Window window() {
    return Window.after(warmUp, duration);
  }

  void check() {
    if (duration.isZero()) throw usage("--duration has to be more than 0");
    if (clients < 0) throw usage("--clients has to be 1 or more, and not " + clients);
  }

  int clients(int usual) {
    return clients == 0 ? usual : clients;
  }

  static Failure usage(String why) {
    return new Failure(ExitCode.USAGE, "Nothing was done", why, "See 'weir bench --help'.");
  }

  /// What was measured, and what it was measured in.
  ///
  /// @param timed what the times are of
  record Run(String load, String where, String timed, Tally tally, CpuUse.Share cpu) {}

  /// Tells the result, where there is one.
  ///
  /// @return the exit code
  int tell(Io io, @Nullable Run run) {
    if (run == null) return ExitCode.SIGNALLED;
    var verdicts = assertions.stream().map(one -> one.check(run.tally, run.cpu)).toList();
    output.print(io, new Result(run.load, run.where, run.timed, run.tally, run.cpu, verdicts));
    run.tally
        .errors()
        .forEach((kind, count) -> io.tell("weir: %,d failed: %s".formatted(count, kind)));
    if (run.cpu.isLimit()) io.tell(limited(run.cpu));
    for (var verdict : verdicts) {
      if (!verdict.holds()) io.tell(broken(verdict));
    }
    if (!verdicts.stream().allMatch(Assertion.Verdict::holds)) return ExitCode.CHECK;
    var allowed = assertions.stream().anyMatch(one -> one.of().isErrors());
    return run.tally.failed() > 0 && !allowed ? ExitCode.PARTLY : ExitCode.OK;
  }

  private static String limited(CpuUse.Share cpu) {
    return ("weir: this client was the limit itself (a thread at %.0f %% of a core, %.1f cores in"
            + " all): what it put load on may do more")
        .formatted(100 * cpu.busiest(), cpu.cores());
  }

  private static String broken(Assertion.Verdict verdict) {
    return "weir: %s does not hold: it is %s"
        .formatted(verdict.assertion().text(), verdict.assertion().of().text(verdict.value()));
  }
}
