/// Tries what the worker reads from commits with any bytes; see `dev.weir.fuzz`.
@NullMarked
package dev.weir.worker;

import org.jspecify.annotations.NullMarked;
