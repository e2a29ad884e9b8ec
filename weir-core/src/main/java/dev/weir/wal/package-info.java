/// The write-ahead log: what was accepted and not yet delivered, safe on this machine's disk.
@NullMarked
package dev.weir.wal;

import org.jspecify.annotations.NullMarked;
