package dev.weir.cli.dlt;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Topics;
import dev.weir.cli.message.OneLine;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Listing;
import dev.weir.cli.terminal.Listing.Cell;
import dev.weir.cli.terminal.Output;
import dev.weir.cli.terminal.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `weir dlt list`: the topics of dead letters, with what is in them.
@Command(
    name = "list",
    description = {
      "List the topics of dead letters: how many, whose, and why.",
      "",
      "It reads them all. Those are meant that end with .dlt, unless others are named."
    },
    footer = {"", "Example: weir dlt list -o json"})
final class DltListCommand implements Callable<Integer> {
  /// A reason is a class, so there are few; whatever else stands there is not worth the memory.
  private static final int REASONS_MAX = 1_000;

  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private LetterFilter filter = new LetterFilter();
  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "TOPIC", arity = "0..*", description = "The topics (default: all).")
  private final List<String> topics = new ArrayList<>();

  /// What is in one topic.
  private static final class Heap {
    private long count;
    private @Nullable Instant last;
    private final Map<String, Long> reasons = new TreeMap<>();
    private final TreeSet<String> groups = new TreeSet<>();

    void add(Letter letter) {
      count++;
      var time = letter.time();
      if (last == null || time.isAfter(last)) last = time;
      if (reasons.size() < REASONS_MAX) reasons.merge(letter.reason(), 1L, Long::sum);
      var group = letter.group();
      if (group != null && groups.size() < REASONS_MAX) groups.add(group);
    }

    Cell groups() {
      return new Cell(List.copyOf(groups), OneLine.of(String.join(",", groups)));
    }

    Cell reasons() {
      var sorted = new LinkedHashMap<String, Long>();
      reasons.entrySet().stream()
          .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
          .forEach(one -> sorted.put(one.getKey(), one.getValue()));
      var text =
          sorted.entrySet().stream()
              .map(one -> OneLine.of(one.getKey()) + " " + one.getValue())
              .collect(Collectors.joining(", "));
      return new Cell(sorted, text.isEmpty() ? "-" : text);
    }
  }

  @Override
  public Integer call() {
    var names = topics.isEmpty() ? all() : topics;
    var heaps = new TreeMap<String, Heap>();
    names.forEach(name -> heaps.put(name, new Heap()));
    if (!names.isEmpty()) fill(heaps);
    if (io.stop().asked()) return ExitCode.SIGNALLED;
    var listing = Listing.of("topic", "letters", "groups", "reasons", "last");
    heaps.forEach((name, heap) ->
        listing.row(name, heap.count, heap.groups(), heap.reasons(), time(heap.last)));
    output.print(io, listing);
    if (names.isEmpty()) io.say("There is no topic of dead letters.");
    return ExitCode.OK;
  }

  private void fill(Map<String, Heap> heaps) {
    try (var progress = Progress.start(io, "read", -1)) {
      new Letters(io, cluster)
          .read(
              heaps.keySet(),
              Map.of(),
              letter -> {
                progress.done(1, Math.max(0, letter.record().serializedValueSize()));
                var heap = heaps.get(letter.record().topic());
                if (heap != null && filter.test(letter)) heap.add(letter);
                return true;
              });
    }
  }

  private List<String> all() {
    return cluster.ask(admin ->
        Topics.names(admin, false).stream()
            .filter(name -> name.endsWith(Letter.TOPIC_END))
            .toList());
  }

  private static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
