/// `weir size`: how many partitions a topic needs. Start with [SizeCommand]; [Answer] is the
/// arithmetic, [Measurement] asks the cluster for what goes into it.
@NullMarked
package dev.weir.cli.size;

import org.jspecify.annotations.NullMarked;
