/// A network that fails on request, for tests of code that talks over TCP.
///
/// Start with [FaultProxy]; a [Connection] is one pair of sockets, a [Fault] what is wrong with
/// all.
@NullMarked
package dev.weir.testkit.net;

import org.jspecify.annotations.NullMarked;
