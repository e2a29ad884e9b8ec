package dev.weir.config;

import dev.weir.Acks;
import dev.weir.TopicName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One entry of `routes:` — where the messages of some topics go, and how. The first that fits
/// counts; topics that none fits go to `kafka`, if there is that sink.
///
/// @param topic a name, or a pattern in which `*` stands for any characters
/// @param sinks the names of the sinks, each of which gets its own copy; none: what comes is
///   refused
/// @param slices the share, 0 to 1, of messages that a sink gets; a sink without one gets all
/// @param wal which of its messages go through the log
/// @param acks what these topics ask for, whatever the ingress says; null: the ingress decides
/// @param rate the messages that each topic may have, or null
/// @param rateBytes the bytes that each topic may have, or null
/// @param batch a file sink makes its messages durable at the latest after so many
/// @param batchTimeout and at the latest after so long
public record RouteConfig(
    String topic,
    List<String> sinks,
    Map<String, Double> slices,
    WalMode wal,
    @Nullable Acks acks,
    @Nullable Rate rate,
    @Nullable Rate rateBytes,
    int batch,
    Duration batchTimeout) {

  /// Hot. The level of a message for which its ingress asks this one: the route's own, if it has
  /// one. Where there is no log, [Acks#JOURNAL] becomes [Acks#KAFKA], which is safer: nobody can
  /// have written it for such a route, so it is a default.
  public Acks level(Acks asked) {
    var level = acks != null ? acks : asked;
    return level == Acks.JOURNAL && !wal.logs() ? Acks.KAFKA : level;
  }

  /// Hot. Whether this is the route of a topic.
  public boolean fits(String name) {
    return TopicName.fits(topic, name);
  }
}
