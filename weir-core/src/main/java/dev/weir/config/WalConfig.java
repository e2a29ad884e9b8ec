package dev.weir.config;

import java.nio.file.Path;
import java.time.Duration;

/// `wal:` — the write-ahead log. Each sink has one of its own, in a folder of its name.
///
/// @param mode for topics whose route names none
/// @param limitBytes what one sink's log may take of the disk
/// @param segmentBytes the size of one file
/// @param resendPeriod how often waiting messages are sent; zero: as soon as the sink takes them
/// @param resendRate how many waiting messages are sent a second at most; 0: as many as it takes
public record WalConfig(
    Path path,
    WalMode mode,
    long limitBytes,
    int segmentBytes,
    Duration resendPeriod,
    long resendRate) {}
