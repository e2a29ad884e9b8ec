package dev.weir.config;

import dev.weir.Acks;
import dev.weir.TopicName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `routes:` — reads the list, in the order of its numbers.
///
/// Behind the last one comes a route of defaults, which takes all topics to `kafka`, or nowhere
/// without that sink, unless one that is given takes all topics already. So every topic has a
/// route.
final class Routes {
  private static final Pattern INDEX = Pattern.compile("0|[1-9]\\d{0,3}");
  private static final int TOPICS_MAX = 20_000;
  private static final String ALL = "*";
  private static final String AS_ASKED = "as-asked";
  private static final String NOWHERE = "nowhere";

  private static final List<String> LEVELS = Stream.of(Acks.values()).map(Values::written).toList();

  private final Set<String> sinks;
  private final WalMode mode;
  private final List<RouteConfig> routes = new ArrayList<>();

  private Routes(Set<String> sinks, WalMode mode) {
    this.sinks = sinks;
    this.mode = mode;
  }

  /// @param sinks the names of all sinks
  /// @param mode of the log, for routes that name none
  static List<RouteConfig> read(Section section, Set<String> sinks, WalMode mode) {
    var routes = new Routes(sinks, mode);
    var last = -1;
    for (var index : indices(section)) {
      routes.read(section.section(index.toString()));
      last = index;
    }
    if (routes.thatTakes(ALL) == null) routes.read(section.section(Integer.toString(last + 1)));
    return List.copyOf(routes.routes);
  }

  private static Set<Integer> indices(Section section) {
    var ofVariables = section.variables().stream().map(end -> end.replaceFirst("_.*", ""));
    return Stream.concat(section.names().stream(), ofVariables)
        .filter(INDEX.asMatchPredicate())
        .map(Integer::valueOf)
        .collect(TreeSet::new, Set::add, Set::addAll);
  }

  private void read(Section route) {
    var topics = route.as("topic", "list").value("topic", ALL, Routes::topics);
    var to = route.as("to", "list").value("to", usual(), this::sinks);
    var slices = slices(route, to);
    var wal = route.choice("wal", mode);
    var acks = acks(route, wal);
    var rate = route.rate("rate");
    var rateBytes = route.byteRate("rate-bytes");
    var batch = route.count("batch", 1000, 1, 1_000_000);
    var timeout = route.duration("batch-timeout", "1s", "1ms", "1h");
    if (routes.size() + topics.size() > TOPICS_MAX) {
      route.refuse(
          "topic", "is one too many: routes name %,d topics at most".formatted(TOPICS_MAX));
      return;
    }
    for (var topic : topics) {
      refuseIfTaken(route, topic);
      routes.add(new RouteConfig(topic, to, slices, wal, acks, rate, rateBytes, batch, timeout));
    }
  }

  private static List<String> topics(String text) {
    return list(text, "topics").stream().map(Routes::topic).toList();
  }

  private static String topic(String text) {
    if (TopicName.legal(text.replace('*', '-'))) return text;
    throw new IllegalArgumentException(
        "is not a topic's name (of A-Z, a-z, 0-9, '.', '_' and '-'), a pattern with '*', or a list"
            + " of these");
  }

  private String usual() {
    return sinks.contains(SinkConfig.KAFKA) ? SinkConfig.KAFKA : NOWHERE;
  }

  private List<String> sinks(String text) {
    if (text.equals(NOWHERE)) return List.of();
    var names = list(text, "sinks");
    for (var name : names) {
      if (sinks.contains(name)) continue;
      throw new IllegalArgumentException(
          "names '%s', which %s".formatted(name, Sinks.noSink(name, sinks)));
    }
    return names;
  }

  private static List<String> list(String text, String what) {
    var items = Stream.of(text.split(",", -1)).map(String::strip).toList();
    var seen = new HashSet<String>();
    for (var item : items) {
      if (item.isEmpty()) throw new IllegalArgumentException("is not a list of " + what);
      if (!seen.add(item)) throw new IllegalArgumentException("names '%s' twice".formatted(item));
    }
    return items;
  }

  private Map<String, Double> slices(Section route, List<String> to) {
    var section = route.section("slice");
    var slices = new HashMap<String, Double>();
    for (var sink : to) {
      var share = section.as(sink, "share").value(sink, "1", Values::share);
      if (share < 1) slices.put(sink, share);
    }
    for (var name : section.names()) {
      if (to.contains(name)) continue;
      var reason = sinks.contains(name) ? "is for a sink that 'to' does not name" : noSink(name);
      section.refuse(name, reason);
    }
    return Map.copyOf(slices);
  }

  private String noSink(String name) {
    return "is for '%s', which %s".formatted(name, Sinks.noSink(name, sinks));
  }

  private static @Nullable Acks acks(Section route, WalMode wal) {
    var choices = String.join("|", LEVELS) + "|" + AS_ASKED;
    var written = route.as("acks", choices).value("acks", AS_ASKED, Routes::checked);
    if (written.equals(AS_ASKED)) return null;
    var acks = Values.choice(written, Acks.class);
    if (acks == Acks.JOURNAL && !wal.logs()) {
      route.refuse(
          "acks",
          "needs the log, which these topics do not have (wal: %s); write 'kafka' or 'memory', or"
                  .formatted(Values.written(wal))
              + " set wal: fallback");
    }
    return acks;
  }

  private static String checked(String text) {
    if (text.equals(AS_ASKED) || LEVELS.contains(text)) return text;
    throw new IllegalArgumentException(
        "is none of %s, %s".formatted(String.join(", ", LEVELS), AS_ASKED));
  }

  /// Of a route that can never count, nothing that it says would happen.
  private void refuseIfTaken(Section route, String topic) {
    var taken = thatTakes(topic);
    if (taken == null) return;
    route.refuse(
        "topic",
        "never counts: the route of '%s' is before it, and the first that fits counts"
            .formatted(taken.topic()));
  }

  /// A pattern takes all that another takes exactly when it fits the other's text.
  private @Nullable RouteConfig thatTakes(String topic) {
    return routes.stream().filter(route -> route.fits(topic)).findFirst().orElse(null);
  }
}
