package dev.weir.wal;

import dev.weir.Clock;

/// What the parts of one log share.
record Parts(
    Folder folder,
    Limits limits,
    Segments segments,
    Waiting waiting,
    WalMetrics metrics,
    Clock clock) {}
