/// How commands talk: data on stdout, all else on stderr, and how they end. Start with [Io].
@NullMarked
package dev.weir.cli.terminal;

import org.jspecify.annotations.NullMarked;
