/// Tries what cuts a stream into messages with any bytes; see `dev.weir.fuzz`.
@NullMarked
package dev.weir.gateway.net;

import org.jspecify.annotations.NullMarked;
