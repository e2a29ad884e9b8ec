package dev.weir.cli.produce;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.ReaderGone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/// What is said in the end, and the exit code.
///
/// @param acks the level that was asked for
/// @param kept whether what was acknowledged is there
/// @param skipped lines that were put aside
record Verdict(Tally tally, String acks, boolean kept, long skipped) {
  private static final String AGAIN = "What was acknowledged is there; send the rest again";

  private long acknowledged() {
    return kept ? tally.acknowledged() : 0;
  }

  private long failed() {
    return tally.sent() - acknowledged();
  }

  /// `sent 100 · acknowledged 100 (acks=all) · failed 0 · 0.31 s`.
  String summary(double seconds, boolean unicode) {
    var parts =
        new StringBuilder("sent %,d".formatted(tally.sent()))
            .append(acks.equals("0") ? " · handed over" : " · acknowledged")
            .append(" %,d (acks=%s)".formatted(acknowledged(), acks))
            .append(" · failed %,d".formatted(failed()));
    if (skipped > 0) parts.append(" · skipped %,d".formatted(skipped));
    parts.append(String.format(Locale.ROOT, " · %.2f s", seconds));
    return unicode ? parts.toString() : parts.toString().replace(" ·", ",");
  }

  /// Whether nobody reads what is printed.
  boolean isUnread() {
    return tally.fatal() instanceof ReaderGone;
  }

  /// Returns where all is well.
  ///
  /// @param kafka tells of an error of its clients
  void require(Function<Exception, RuntimeException> kafka) {
    var fatal = tally.fatal();
    switch (fatal) {
      case null -> {
        if (failed() > 0) throw partly("");
      }
      case ReaderGone gone -> throw gone;
      case Failure failure -> throw failure;
      case GatewayRoute.Unanswered e when acknowledged() == 0 -> throw e.failure();
      case Pump.NoMessage e -> throw noMessage(e);
      case IOException e -> throw unreadable(e);
      case UncheckedIOException e -> throw unreadable(e);
      default -> {
        if (acknowledged() > 0 || isOfOneMessage())
          throw partly(" The input was not read to its end.");
        throw kafka.apply(fatal);
      }
    }
  }

  /// Whether a transaction was undone for one message.
  private boolean isOfOneMessage() {
    return !kept && tally.fatal() != null && KafkaRoute.isOfOneMessage(tally.fatal());
  }

  private Failure partly(String more) {
    var reasons = tally.reasons();
    var why = reasons.isEmpty() ? "Kafka gave no answer in time" : String.join("; ", reasons);
    var further = failed() - reasons.size();
    return new Failure(
        ExitCode.PARTLY,
        "%,d of %,d messages were not acknowledged".formatted(failed(), tally.sent()),
        kept && further > 0 && !reasons.isEmpty() ? why + "; and %,d more".formatted(further) : why,
        kept
            ? AGAIN + "." + more
            : "The transaction was undone, so nothing of it is there." + more);
  }

  private Failure noMessage(Pump.NoMessage e) {
    return new Failure(
        exitCode(),
        "The input does not fit",
        String.join(
            "; and before it ",
            Stream.concat(Stream.of(e.getMessage()), tally.reasons().stream()).toList()),
        sent() + " --skip-bad FILE puts such aside and goes on.",
        e);
  }

  private Failure unreadable(Exception e) {
    return new Failure(
        exitCode(), "The input cannot be read", String.valueOf(e.getMessage()), sent(), e);
  }

  private int exitCode() {
    return acknowledged() > 0 ? ExitCode.PARTLY : ExitCode.FAILED;
  }

  private String sent() {
    return acknowledged() == 0
        ? "Nothing was sent."
        : "Of what is before it, %,d were acknowledged.".formatted(acknowledged());
  }
}
