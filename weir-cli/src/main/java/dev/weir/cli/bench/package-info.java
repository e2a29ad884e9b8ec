/// `weir bench`: puts load on Kafka or on a gateway, and tells how fast it was. Start with
/// [BenchCommand]; every benchmark ends in a [Result].
@NullMarked
package dev.weir.cli.bench;

import org.jspecify.annotations.NullMarked;
