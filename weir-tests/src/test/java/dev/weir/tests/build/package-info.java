/// The rules of the build that the compiler cannot keep.
@NullMarked
package dev.weir.tests.build;

import org.jspecify.annotations.NullMarked;
