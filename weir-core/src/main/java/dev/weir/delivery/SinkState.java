package dev.weir.delivery;

import dev.weir.Problem;
import org.jspecify.annotations.Nullable;

/// How a sink is doing.
///
/// @param breaker `CLOSED`: it takes messages; `OPEN`: it is away; `HALF_OPEN`: it is being tried
/// @param topicsAway how many topics it does not take, whatever the breaker
/// @param waiting messages that are accepted for it and have no outcome
/// @param log why its log takes nothing, or null
public record SinkState(
    String sink, String breaker, int topicsAway, long waiting, @Nullable Problem log) {}
