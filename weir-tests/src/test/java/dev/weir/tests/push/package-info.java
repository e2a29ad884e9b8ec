/// What clients of `POST /push` rely on, shown against a real broker.
@NullMarked
package dev.weir.tests.push;

import org.jspecify.annotations.NullMarked;
