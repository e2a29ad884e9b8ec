@NullMarked
package dev.weir.gateway.door;

import org.jspecify.annotations.NullMarked;
