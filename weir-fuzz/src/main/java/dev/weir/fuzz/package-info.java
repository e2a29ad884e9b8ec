/// Looks for bytes that a decoder cannot stand.
///
/// Start with [Fuzz], the command, and [Target], all that is fuzzed. A target's class stands in the
/// package of what it tries, whose classes nobody else sees.
@NullMarked
package dev.weir.fuzz;

import org.jspecify.annotations.NullMarked;
