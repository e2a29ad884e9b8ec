/// Tries the files of the log with any bytes; see `dev.weir.fuzz`.
@NullMarked
package dev.weir.wal;

import org.jspecify.annotations.NullMarked;
