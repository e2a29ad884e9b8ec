package dev.weir.cli.topics;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Topics;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Output;
import dev.weir.cli.terminal.Pause;
import dev.weir.cli.terminal.Watch;
import dev.weir.cli.units.Glob;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir topics list`.
@Command(
    name = "list",
    description = "List the topics.",
    footer = {"", "Example: weir topics list -o name"})
class TopicsListCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Output output = new Output();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private Watch watch = new Watch();

  @Parameters(
      arity = "0..1",
      paramLabel = "PATTERN",
      description = "Only topics of this name; * stands for any characters, ? for one.")
  private String pattern = "*";

  @Option(names = "--internal", description = "Also Kafka's own topics.")
  private boolean internal;

  @Option(
      names = {"-w", "--wide"},
      description =
          "Also messages, bytes, messages a second (two looks, a second apart), and the"
              + " groups that read it with their lag.")
  private boolean wide;

  @Option(
      names = "--sort",
      paramLabel = "name|size|messages|rate|lag",
      description = "By what, the most first (default: name).")
  private By by = By.NAME;

  /// What the list is sorted by.
  enum By {
    NAME,
    SIZE,
    MESSAGES,
    RATE,
    LAG;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    private @Nullable Fact fact() {
      return switch (this) {
        case NAME -> null;
        case SIZE -> Fact.SIZE;
        case MESSAGES -> Fact.MESSAGES;
        case RATE -> Fact.RATE;
        case LAG -> Fact.LAG;
      };
    }
  }

  @Override
  public Integer call() throws Exception {
    var facts = facts();
    if (facts.isEmpty()) return plain();
    return cluster.ask(admin -> {
      try (var pause = new Pause(io)) {
        var look = new WideLook(admin, facts, pause);
        return watch.run(io, output, () -> print(look.at(checked(Topics.names(admin, true)))));
      }
    });
  }

  private Set<Fact> facts() {
    if (output.kind() == Output.Kind.NAME && by == By.NAME) return Set.of();
    if (wide) return EnumSet.allOf(Fact.class);
    var fact = by.fact();
    return fact == null ? Set.of() : EnumSet.of(fact);
  }

  /// With a consumer: it learns in one answer what an admin client asks in two.
  private int plain() throws Exception {
    var consumer = cluster.consumer(java.util.Map.of());
    try {
      return watch.run(io, output, () -> print(names(consumer)));
    } catch (org.apache.kafka.common.KafkaException e) {
      throw cluster.failure(e);
    } finally {
      Cluster.closeAtOnce(consumer);
    }
  }

  private List<TopicRow> names(KafkaConsumer<byte[], byte[]> consumer) {
    var topics = consumer.listTopics(cluster.timeout());
    return checked(topics.keySet()).stream()
        .map(name -> TopicRow.of(name, topics.getOrDefault(name, List.of())))
        .toList();
  }

  /// Those that are asked for. One that is asked for by its name must be there.
  private List<String> checked(Collection<String> names) {
    var glob = Glob.of(pattern);
    var named = !Glob.isIn(pattern);
    var found =
        names.stream()
            .filter(name -> named || internal || !name.startsWith("__"))
            .filter(glob)
            .sorted()
            .toList();
    if (named && found.isEmpty()) throw Topics.unknown(pattern, names);
    return found;
  }

  private int print(List<TopicRow> rows) {
    output.print(io, TopicRow.listing(rows.stream().sorted(TopicRow.by(by)).toList(), facts()));
    return ExitCode.OK;
  }
}
