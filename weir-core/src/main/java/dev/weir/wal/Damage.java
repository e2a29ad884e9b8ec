package dev.weir.wal;

import java.nio.file.Path;

/// A part of a file that is not as it was written.
///
/// @param from where it begins in the file
/// @param to where it ends
/// @param first the first sequence that is lost with it, if any is
/// @param last the last one; below `first` when it is not known that one is lost
public record Damage(Path file, long from, long to, long first, long last) {}
