/// Values with schemas: JSON on the outside, framed bytes inside, and a registry between.
@NullMarked
package dev.weir.gateway.rest.schema;

import org.jspecify.annotations.NullMarked;
