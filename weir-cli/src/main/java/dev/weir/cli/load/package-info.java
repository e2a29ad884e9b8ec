/// Load that `weir size` and `weir bench` put on a cluster, and how it is measured. Start with
/// [Tally].
@NullMarked
package dev.weir.cli.load;

import org.jspecify.annotations.NullMarked;
