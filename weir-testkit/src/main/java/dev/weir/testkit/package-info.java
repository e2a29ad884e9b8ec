/// What a test of a program that uses Weir needs: a broker, a gateway, a clock moved by hand, and
/// sinks, disks and networks that fail on request.
@NullMarked
package dev.weir.testkit;

import org.jspecify.annotations.NullMarked;
