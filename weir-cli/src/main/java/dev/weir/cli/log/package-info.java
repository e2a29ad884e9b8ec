/// The log on stderr: set up in code, for people or for machines.
@NullMarked
package dev.weir.cli.log;

import org.jspecify.annotations.NullMarked;
