/// Where messages leave: [Sink] is all that the delivery knows of a place that takes them.
@NullMarked
package dev.weir.sink;

import org.jspecify.annotations.NullMarked;
