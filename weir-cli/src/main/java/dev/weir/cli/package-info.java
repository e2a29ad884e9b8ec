/// The `weir` command.
///
/// Start with [Main]; [Commands] names the commands, each of which has a package of its own:
///
/// ```
/// Main ─▶ consume, produce, topics, … ─▶ message ─▶ terminal ─▶ log
///                                     └▶ cluster ─▶ terminal, units
/// ```
@NullMarked
package dev.weir.cli;

import org.jspecify.annotations.NullMarked;
