/// Amounts as people write them, and as they read them.
@NullMarked
package dev.weir.cli.units;

import org.jspecify.annotations.NullMarked;
