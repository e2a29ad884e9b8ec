/// Tries the bodies of /push with any bytes; see `dev.weir.fuzz`.
@NullMarked
package dev.weir.gateway.push;

import org.jspecify.annotations.NullMarked;
