/// What may come next on a command line, for the shells of the system and for our own.
///
/// [Node] is the tree of all commands with what may follow each, read from picocli's model, so that
/// no command is named here. Two use it: [Scripts] writes it into a script that a shell answers
/// from without us, and [Completer] answers in this process.
///
/// Names that live in a cluster come from [NamesCommand]: a script runs it in the background and
/// reads the file that it writes.
@NullMarked
package dev.weir.cli.completion;

import org.jspecify.annotations.NullMarked;
