/// The commands `up`, `serve` and `broker`: processes that run until they are stopped. Start with
/// [Gateway].
@NullMarked
package dev.weir.cli.gateway;

import org.jspecify.annotations.NullMarked;
