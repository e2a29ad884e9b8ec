package dev.weir.delivery;

import dev.weir.config.BreakerConfig;
import dev.weir.config.LimitsConfig;
import dev.weir.config.WalConfig;
import java.time.Duration;

/// What a lane is made with.
///
/// @param name its sink's
/// @param answerWithin how long a caller waits for the level that it asked for
record LaneSetup(
    String name,
    LimitsConfig limits,
    BreakerConfig breaker,
    WalConfig wal,
    Duration answerWithin) {}
