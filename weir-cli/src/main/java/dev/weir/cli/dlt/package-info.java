/// `weir dlt`: the dead letters of workers, seen and sent back. Start with [Letter].
@NullMarked
package dev.weir.cli.dlt;

import org.jspecify.annotations.NullMarked;
