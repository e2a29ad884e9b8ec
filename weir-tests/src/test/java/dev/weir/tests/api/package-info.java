/// The console's API at `/api/`, as anybody may use it.
@NullMarked
package dev.weir.tests.api;

import org.jspecify.annotations.NullMarked;
