package dev.weir.cli.bench;

import dev.weir.cli.units.PerSecond;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `--rate`: a load that does not wait for answers.
@Command
final class RateOption {
  @Option(
      names = "--rate",
      paramLabel = "RATE",
      description = {
        "Send so much, 1000/s or 5MB/s, whether answers come or not; times count from when a"
            + " message was to be sent (default: as fast as it goes)."
      })
  private @Nullable PerSecond rate;

  boolean given() {
    return rate != null;
  }

  /// In messages, for each client; 0 is as fast as may be.
  double perSecond(List<byte[]> messages, int clients) {
    if (rate == null) return 0;
    if (rate.amount() <= 0) throw BenchOptions.usage("--rate has to be more than 0");
    if (rate.of() == PerSecond.Of.MESSAGES) return rate.amount() / clients;
    var bytes = messages.stream().mapToInt(one -> one.length).average().orElse(1);
    return rate.amount() / Math.max(1, bytes) / clients;
  }
}
