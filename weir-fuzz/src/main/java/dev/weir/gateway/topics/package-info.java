/// Tries lines, paths and queries of /topics with any bytes; see `dev.weir.fuzz`.
@NullMarked
package dev.weir.gateway.topics;

import org.jspecify.annotations.NullMarked;
