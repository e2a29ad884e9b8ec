/// The `weir` command.
///
/// Start with [Main], which names the commands; [Gateway] is what `up` and `serve` run. Data goes
/// to stdout and talk to stderr; [ExitCode] says how a command can end.
@NullMarked
package dev.weir.cli;

import org.jspecify.annotations.NullMarked;
