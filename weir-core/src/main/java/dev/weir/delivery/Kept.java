package dev.weir.delivery;

import java.nio.file.Path;
import java.util.function.LongPredicate;

/// Messages that a sink has on the disk.
///
/// @param folder where they are, see [dev.weir.wal.WalFiles]
/// @param holds whether the message of a place is there still: the files may show more
/// @param count how many there are
public record Kept(Path folder, LongPredicate holds, long count) {}
