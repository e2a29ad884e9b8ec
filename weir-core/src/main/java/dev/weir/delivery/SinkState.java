package dev.weir.delivery;

import dev.weir.Problem;
import org.jspecify.annotations.Nullable;

/// How a sink is doing.
///
/// @param breaker `CLOSED`: it takes messages; `OPEN`: it is away; `HALF_OPEN`: it is being tried
/// @param held whether it counts as away because somebody wants it so
/// @param topicsAway how many topics it does not take, whatever the breaker
/// @param waiting messages that are accepted for it and have no outcome
/// @param logged whether it has a log, in which messages wait while it is away
/// @param logBytes what its log takes of the disk
/// @param trouble why its log takes nothing, or null
/// @param deadLetters messages that it will never take, and that are kept
/// @param detail the same from nearer, as it was up to 250 ms ago
public record SinkState(
    String sink,
    String breaker,
    boolean held,
    int topicsAway,
    long waiting,
    boolean logged,
    long logBytes,
    @Nullable Problem trouble,
    long deadLetters,
    SinkDetail detail) {}
