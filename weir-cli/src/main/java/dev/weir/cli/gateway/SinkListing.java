package dev.weir.cli.gateway;

import dev.weir.cli.terminal.Listing;
import dev.weir.cli.terminal.Listing.Cell;
import dev.weir.cli.units.Amounts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sinks as `/admin/sinks` tells them, as rows.
final class SinkListing {
  private SinkListing() {}

  static Listing of(List<?> sinks) {
    var listing =
        Listing.of(
            "sink", "breaker:STATE", "held", "waiting", "logBytes:LOG", "topicsAway", "trouble");
    for (var one : sinks) {
      if (!(one instanceof Map<?, ?> sink)) continue;
      var held = Boolean.TRUE.equals(sink.get("held"));
      var breaker = String.valueOf(sink.get("breaker"));
      listing.row(
          sink.get("sink"),
          new Cell(breaker, state(breaker, held)),
          new Cell(held, held ? "yes" : "-"),
          sink.get("waiting"),
          log(sink),
          sink.get("topicsAway"),
          trouble(sink.get("trouble")));
    }
    return listing;
  }

  private static String state(String breaker, boolean held) {
    return switch (breaker) {
      case "closed" -> "sends";
      case "half_open" -> "tries";
      default -> held ? "tripped" : "away";
    };
  }

  private static @Nullable Cell log(Map<?, ?> sink) {
    if (!Boolean.TRUE.equals(sink.get("logged")) || !(sink.get("logBytes") instanceof Long bytes)) {
      return null;
    }
    return new Cell(bytes, Amounts.text(bytes));
  }

  private static @Nullable Object trouble(@Nullable Object trouble) {
    return trouble instanceof Map<?, ?> problem ? problem.get("text") : null;
  }
}
