@NullMarked
package dev.weir.gateway.console;

import org.jspecify.annotations.NullMarked;
