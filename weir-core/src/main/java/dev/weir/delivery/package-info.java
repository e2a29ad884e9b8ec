/// From acceptance to outcome: `Gate → Router → Lane → Sink`, and the outcome back, once.
///
/// Start with [Delivery]. A [Gate] bounds what is inside, a [Lane] owns one thread and one sink, an
/// [Inbox] is the only way onto that thread, and a [Parcel] is one message on its way through.
@NullMarked
package dev.weir.delivery;

import org.jspecify.annotations.NullMarked;
