package dev.weir.delivery;

import dev.weir.Clock;
import dev.weir.Problem;
import dev.weir.TopicName;
import dev.weir.config.Rate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Holds topics and clients to their rates. Any thread.
///
/// How many of each it remembers is bounded, and the longest unused are forgotten first: somebody
/// who comes back after that many others starts afresh.
final class RateLimits {
  /// At about 1 KiB each.
  private static final int TOPICS_MAX = 10_000;

  private final Clock clock;
  private final @Nullable Rate perClient;
  private final @Nullable Rate perClientBytes;
  private final Remembered topics = new Remembered("topic", TOPICS_MAX);
  private final Remembered clients;

  /// @param perClient the messages that each client may send, or null
  /// @param perClientBytes the bytes that each client may send, or null
  /// @param clientsMax how many clients are remembered
  RateLimits(Clock clock, @Nullable Rate perClient, @Nullable Rate perClientBytes, int clientsMax) {
    this.clock = clock;
    this.perClient = perClient;
    this.perClientBytes = perClientBytes;
    this.clients = new Remembered("client", clientsMax);
  }

  /// Lets one message through, or says why not; what is refused is not counted anywhere. Where
  /// there is no rate this costs next to nothing. Hot.
  @Nullable Problem take(
      String topic,
      String client,
      int sizeBytes,
      @Nullable Rate perTopic,
      @Nullable Rate perTopicBytes) {
    var ofTopic = topics.limit(topic, perTopic, perTopicBytes);
    var ofClient = clients.limit(client, perClient, perClientBytes);
    if (ofTopic != null) return ofTopic.take(clock.nanos(), sizeBytes, ofClient);
    return ofClient == null ? null : ofClient.take(clock.nanos(), sizeBytes, null);
  }

  /// Those who use the most of their rates, first who uses most.
  List<RateUse> busiest(int max) {
    var now = clock.nanos();
    return Stream.concat(
            topics.uses(RateUse.Kind.TOPIC, now), clients.uses(RateUse.Kind.CLIENT, now))
        .sorted(
            Comparator.comparingDouble(RateUse::share)
                .thenComparingLong(RateUse::refused)
                .reversed())
        .limit(max)
        .toList();
  }

  /// The limits by name, in two generations: those that came since the older one was full, and
  /// those before. Known names are found without a lock; the rest is guarded by itself.
  private final class Remembered {
    private final String kind;
    private final int generationMax;
    private volatile Map<String, RateLimit> young = new ConcurrentHashMap<>();
    private Map<String, RateLimit> old = Map.of();

    Remembered(String kind, int max) {
      this.kind = kind;
      this.generationMax = Math.max(1, max / 2);
    }

    @Nullable RateLimit limit(String name, @Nullable Rate messages, @Nullable Rate bytes) {
      if (messages == null && bytes == null) return null;
      var known = young.get(name);
      return known != null && known.isFor(messages, bytes)
          ? known
          : remember(name, messages, bytes);
    }

    private synchronized RateLimit remember(
        String name, @Nullable Rate messages, @Nullable Rate bytes) {
      var known = young.get(name);
      if (known == null) known = old.get(name);
      var limit =
          known != null && known.isFor(messages, bytes) ? known : made(name, messages, bytes);
      if (young.size() >= generationMax && !young.containsKey(name)) {
        old = young;
        young = new ConcurrentHashMap<>();
      }
      young.put(name, limit);
      return limit;
    }

    /// Of the young ones: who is not among them has used nothing for long.
    Stream<RateUse> uses(RateUse.Kind as, long nowNanos) {
      return young.entrySet().stream()
          .map(known -> known.getValue().use(as, known.getKey(), nowNanos));
    }

    private RateLimit made(String name, @Nullable Rate messages, @Nullable Rate bytes) {
      var whose = "%s '%s'".formatted(kind, TopicName.shown(name));
      return new RateLimit(whose, messages, bytes, clock.nanos());
    }
  }
}
