/// The calls of v3 about the cluster, row by row, with the exact JSON that they answer.
@NullMarked
package dev.weir.tests.rest.v3;

import org.jspecify.annotations.NullMarked;
