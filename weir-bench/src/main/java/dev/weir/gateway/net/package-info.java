/// What the guard before the HTTP decoder costs: beside it, for it is nobody else's.
@NullMarked
package dev.weir.gateway.net;

import org.jspecify.annotations.NullMarked;
