/// Meters of a worker, for who has Micrometer; nobody else loads this package.
@NullMarked
package dev.weir.worker.meters;

import org.jspecify.annotations.NullMarked;
