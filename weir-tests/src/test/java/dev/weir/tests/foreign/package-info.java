/// Clients in other languages, as their users would run them.
@NullMarked
package dev.weir.tests.foreign;

import org.jspecify.annotations.NullMarked;
