package dev.weir.gateway;

import dev.weir.Clock;
import dev.weir.config.KafkaConfig;
import dev.weir.config.SinkConfig;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Delivery;
import dev.weir.delivery.SinkState;
import dev.weir.gateway.admin.Reload;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The settings in force, and how others take their place. Any thread reads them; one at a time
/// changes them.
final class Settings {
  private final WeirConfig started;
  private final Clock clock;
  private volatile WeirConfig current;
  private volatile long loadedMillis;

  Settings(WeirConfig started, Clock clock) {
    this.started = started;
    this.clock = clock;
    this.current = started;
    this.loadedMillis = clock.millis();
  }

  /// When those in force were read, since 1970.
  long loadedMillis() {
    return loadedMillis;
  }

  WeirConfig current() {
    return current;
  }

  /// Puts others in force, as far as that goes without a start. Where a sink cannot be opened,
  /// nothing changes and the reason is thrown.
  ///
  /// @param asked the sinks that are to be made anew in any case
  synchronized Reload change(WeirConfig next, Set<String> asked, Delivery delivery) {
    var changes = new Changes(started, current, next, withoutLog(delivery));
    var counting = changes.inForce();
    refuseUnknown(asked, counting.sinks());
    var renewed = renewed(asked, counting);
    delivery.reload(counting, renewed);
    renewed.addAll(changes.otherSinks());
    current = counting;
    loadedMillis = clock.millis();
    return new Reload(changes.live(), changes.restart(), List.copyOf(renewed));
  }

  /// What would become of others, of which nothing is put in force. Whether a sink can be opened is
  /// not known before that is done.
  Reload check(WeirConfig next, Delivery delivery) {
    var changes = new Changes(started, current, next, withoutLog(delivery));
    var renewed = renewed(Set.of(), changes.inForce());
    renewed.addAll(changes.otherSinks());
    return new Reload(changes.live(), changes.restart(), List.copyOf(renewed));
  }

  private static Set<String> renewed(Set<String> asked, WeirConfig counting) {
    var renewed = new TreeSet<>(asked);
    counting.sinks().stream()
        .filter(Settings::namesFiles)
        .map(SinkConfig::name)
        .forEach(renewed::add);
    return renewed;
  }

  private static void refuseUnknown(Set<String> names, List<SinkConfig> sinks) {
    var known = sinks.stream().map(SinkConfig::name).collect(Collectors.toCollection(TreeSet::new));
    for (var name : names) {
      if (known.contains(name)) continue;
      throw new IllegalArgumentException(
          "There is no sink '%s'; there are %s".formatted(name, String.join(", ", known)));
    }
  }

  /// What is in a key store may have changed without any setting.
  private static boolean namesFiles(SinkConfig sink) {
    return sink.kind() instanceof KafkaConfig kafka
        && kafka.properties().keySet().stream().anyMatch(name -> name.endsWith("store.location"));
  }

  private static Set<String> withoutLog(Delivery delivery) {
    return delivery.sinks().stream()
        .filter(sink -> !sink.logged())
        .map(SinkState::sink)
        .collect(Collectors.toSet());
  }
}
