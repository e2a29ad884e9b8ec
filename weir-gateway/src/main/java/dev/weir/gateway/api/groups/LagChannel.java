package dev.weir.gateway.api.groups;

import dev.weir.Clock;
import dev.weir.gateway.api.stream.Channel;
import dev.weir.gateway.api.stream.Point;
import dev.weir.gateway.web.RestException;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/// Looks at the groups also while nobody watches: how they fared is worth most to who comes late.
/// Owned by the channel's thread.
///
/// The hour of each group is not told here, since it would be long: the calls for groups have it.
final class LagChannel implements Channel {
  private static final Duration EVERY = Duration.ofSeconds(10);

  /// With many groups.
  private static final long SELDOM_NANOS = Duration.ofSeconds(60).toNanos();

  /// While Kafka does not answer.
  private static final long AGAIN_NANOS = Duration.ofSeconds(20).toNanos();

  private final Looks looks;
  private final Clock clock;
  private @Nullable Point last;
  private long dueNanos;

  LagChannel(Looks looks, Clock clock) {
    this.looks = looks;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "lag";
  }

  @Override
  public Duration every() {
    return EVERY;
  }

  @Override
  public int kept() {
    return 1;
  }

  @Override
  public Point look() {
    var present = last;
    var now = clock.nanos();
    if (present != null && now - dueNanos < 0) return present;
    var point = present == null ? nothingYet() : seen(now);
    last = point;
    return point;
  }

  /// The gateway has just begun, and others are in more of a hurry.
  private Point nothingYet() {
    dueNanos = clock.nanos();
    return point(null, null);
  }

  private Point seen(long nowNanos) {
    try {
      var sight = looks.now();
      var many = sight.standings().size() > Memory.GROUPS_MAX;
      dueNanos = nowNanos + (many ? SELDOM_NANOS : 0);
      return point(sight, null);
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException | RestException e) {
      dueNanos = nowNanos + AGAIN_NANOS;
      return point(looks.last(), String.valueOf(e.getMessage()));
    }
  }

  private Point point(@Nullable Sight sight, @Nullable String failure) {
    return Point.of(json -> {
      json.writeStartObject();
      json.writeNumberField("at", sight == null ? clock.millis() : sight.look().millis());
      if (failure != null) json.writeStringField("failure", failure);
      json.writeArrayFieldStart("groups");
      if (sight != null) {
        var standings = sight.standings();
        for (var one : standings.subList(0, Math.min(standings.size(), Memory.GROUPS_MAX))) {
          json.writeStartObject();
          GroupJson.standing(json, one);
          json.writeNumberField("members", one.group().members().size());
          json.writeEndObject();
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }
}
