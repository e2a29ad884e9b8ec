/// The programs behind every figure that Weir's pages state. Each prints its own method.
@NullMarked
package dev.weir.bench;

import org.jspecify.annotations.NullMarked;
