/// Tries the frames of a Unix socket with any bytes; see `dev.weir.fuzz`.
@NullMarked
package dev.weir.gateway.frames;

import org.jspecify.annotations.NullMarked;
