package dev.weir.cli.dlt;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.message.OneLine;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Listing;
import dev.weir.cli.terminal.Listing.Cell;
import dev.weir.cli.terminal.Output;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `weir dlt show`: dead letters with what their headers say.
@Command(
    name = "show",
    description = "Show the dead letters of a topic: whence, whose, why, and what.",
    footer = {
      "",
      "'weir consume' prints them whole.",
      "",
      "Example: weir dlt show orders.dlt --reason NoSuchCard --since -1h"
    })
final class DltShowCommand implements Callable<Integer> {
  private static final int TEXT_SHOWN = 200;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private LetterFilter filter = new LetterFilter();
  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "TOPIC", description = "The topic of the dead letters.")
  private String topic = "";

  @Option(
      names = {"-n", "--max-messages"},
      paramLabel = "COUNT",
      defaultValue = "100",
      description = "End after so many (default: ${DEFAULT-VALUE}).")
  private int messagesMax;

  @Override
  public Integer call() {
    if (messagesMax < 1) {
      throw new ParameterException(spec.commandLine(), "-n must be 1 or more, not " + messagesMax);
    }
    var listing =
        Listing.of(
            "partition",
            "offset",
            "time",
            "from",
            "group",
            "attempts",
            "error",
            "message",
            "key",
            "value");
    var shown = new int[1];
    new Letters(io, cluster)
        .read(
            List.of(topic),
            Map.of(),
            letter -> {
              if (!filter.test(letter)) return true;
              add(listing, letter);
              return ++shown[0] < messagesMax;
            });
    output.print(io, listing);
    if (shown[0] == messagesMax) io.say("There may be more; see -n.");
    return io.stop().asked() ? ExitCode.SIGNALLED : ExitCode.OK;
  }

  private static void add(Listing listing, Letter letter) {
    var record = letter.record();
    listing.row(
        record.partition(),
        record.offset(),
        letter.time().toString(),
        told(from(letter)),
        told(letter.group()),
        letter.attempts() < 0 ? null : letter.attempts(),
        told(letter.error()),
        told(letter.message()),
        text(record.key()),
        text(record.value()));
  }

  private static @Nullable String from(Letter letter) {
    var topic = letter.topic();
    return topic == null ? null : "%s:%d:%d".formatted(topic, letter.partition(), letter.offset());
  }

  /// Anybody may have written it.
  private static @Nullable Cell told(@Nullable String text) {
    return text == null ? null : new Cell(text, OneLine.of(text));
  }

  /// Never with what would move the cursor.
  private static @Nullable String text(byte @Nullable [] bytes) {
    if (bytes == null) return null;
    var text = new String(bytes, StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}\\x80-\\x9f]", "?");
    return text.length() <= TEXT_SHOWN ? text : text.substring(0, TEXT_SHOWN) + "…";
  }
}
