/// What it costs to know who asks: beside the door, for it looks inside.
@NullMarked
package dev.weir.gateway.door;

import org.jspecify.annotations.NullMarked;
