/// Kafka's own scripts by their names and with their options: `weir kafka-topics --list …`.
///
/// A [Script] is a table of the options and what each is in ours; [ScriptCommand] translates a line
/// by it and runs that. Start with [TopicsScript].
@NullMarked
package dev.weir.cli.compat;

import org.jspecify.annotations.NullMarked;
