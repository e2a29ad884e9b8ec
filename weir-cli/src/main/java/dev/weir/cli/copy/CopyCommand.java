package dev.weir.cli.copy;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.copy.Copy.Rules;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `weir copy`: messages from a topic or a file to another.
@Command(
    name = "copy",
    description = {
      "Copy messages with key, value, headers and time: topic to topic, topic to file and back.",
      "",
      "An end is a topic ('orders'; 'prod/orders' is in the context prod), a file (a name that"
          + " begins with / or ./ or ends with .jsonl, .jsonl.gz or .jsonl.zst), or '-' for stdin"
          + " and stdout."
    },
    footer = {
      "",
      "Copies what is there when it begins; -F stays for more. Ends with 0 when all of it is"
          + " acknowledged; 6: some of it is not; 2: nothing was done; 3: no such topic or file;"
          + " 5: Kafka cannot be reached; 130: Ctrl-C, and what was read is safe.",
      "",
      "Example: weir copy orders orders.jsonl.zst"
    })
public final class CopyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();

  @Parameters(index = "0", paramLabel = "FROM", description = "What is copied.")
  private String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "Where to.")
  private String to = "";

  @Mixin private Selection selection = new Selection();
  @Mixin private Delivery delivery = new Delivery();
  @Mixin private Restart restart = new Restart();

  @Override
  public Integer call() {
    var source = end(from);
    var target = end(to);
    check(source, target);
    var counts = new Counts();
    var options = new Opening.Options(selection, delivery, restart);
    var opening = new Opening(io, new Clusters(cluster, io.world()), options, counts);
    var summary = new Summary(io, to, restart, counts);
    try (var way = opening.open(source, target)) {
      run(way, counts, summary);
      summary.check(way.cluster());
    }
    return io.stop().asked() ? ExitCode.SIGNALLED : ExitCode.OK;
  }

  private void run(Way way, Counts counts, Summary summary) {
    var rules =
        new Rules(
            selection.filter(), selection.messagesMax(), delivery.pace(), restart.remembers());
    var copy = new Copy(way.source(), way.target(), counts, io.stop(), rules);
    try (var progress = way.source().progress(io)) {
      copy.run(progress);
    } catch (KafkaException e) {
      throw Summary.failure(way.cluster(), e);
    } finally {
      summary.say();
    }
  }

  private End end(String text) {
    try {
      return End.parse(text);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private void check(End source, End target) {
    if (!(source instanceof End.OfTopic) && !(target instanceof End.OfTopic)) {
      throw wrong("neither '%s' nor '%s' is a topic; a file is copied with cp".formatted(from, to));
    }
    Stream.of(selection.wrong(source), delivery.wrong(target), restart.wrong(source, target))
        .filter(String.class::isInstance)
        .findFirst()
        .ifPresent(why -> {
          throw wrong(why);
        });
  }

  private ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
