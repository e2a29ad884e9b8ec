package dev.weir.wal;

import dev.weir.Message;
import dev.weir.Problem;
import org.jspecify.annotations.Nullable;

/// One record of the log, as it is read back.
///
/// @param sequence its place: what has a greater one was appended later
/// @param reason why its sink will never take it, for a dead letter; else null
public record Entry(long sequence, Message message, @Nullable Problem reason) {}
