/// `weir consume`: messages to stdout, like `cat`.
@NullMarked
package dev.weir.cli.consume;

import org.jspecify.annotations.NullMarked;
