package dev.weir.wal;

import java.nio.file.Path;

/// Where a log lives and how large it gets.
///
/// @param name for metrics and messages: the sink whose log it is
/// @param limitBytes what it may take of the disk, one file in reserve included
public record WalOptions(String name, Path folder, long limitBytes, int segmentBytes) {}
