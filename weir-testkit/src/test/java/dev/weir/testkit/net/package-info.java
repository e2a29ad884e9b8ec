/// Each fault of a [FaultProxy], shown by plain sockets.
@NullMarked
package dev.weir.testkit.net;

import org.jspecify.annotations.NullMarked;
