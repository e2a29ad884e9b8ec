/// The ambassador's HTTP, byte for byte, and the stream of messages.
@NullMarked
package dev.weir.tests.topics;

import org.jspecify.annotations.NullMarked;
