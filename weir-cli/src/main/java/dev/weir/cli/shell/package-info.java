/// `weir shell`: all commands without `weir` before them, one after another, in one process.
///
/// Start with [Session], which carries out lines as [Line] has read them. [Interactive] brings it
/// lines from a terminal, [Plain] from a file or from a terminal that can do nothing.
@NullMarked
package dev.weir.cli.shell;

import org.jspecify.annotations.NullMarked;
