/// `weir help`: short texts on what is the same in many commands.
@NullMarked
package dev.weir.cli.help;

import org.jspecify.annotations.NullMarked;
