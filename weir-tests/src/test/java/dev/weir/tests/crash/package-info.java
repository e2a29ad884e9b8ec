/// What is still there after the process was killed, or told to stop.
@NullMarked
package dev.weir.tests.crash;

import org.jspecify.annotations.NullMarked;
