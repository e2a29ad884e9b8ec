/// Who may look at the gateway, and who may change it.
@NullMarked
package dev.weir.gateway.door;

import org.jspecify.annotations.NullMarked;
