/// `weir wal`: the logs of messages that wait, and dead letters.
@NullMarked
package dev.weir.cli.wal;

import org.jspecify.annotations.NullMarked;
