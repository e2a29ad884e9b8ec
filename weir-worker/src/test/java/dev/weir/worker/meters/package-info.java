@NullMarked
package dev.weir.worker.meters;

import org.jspecify.annotations.NullMarked;
