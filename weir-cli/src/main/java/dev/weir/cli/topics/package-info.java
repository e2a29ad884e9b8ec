/// `weir topics`: what the cluster holds.
@NullMarked
package dev.weir.cli.topics;

import org.jspecify.annotations.NullMarked;
