/// The three carriers, and the only package that knows the network library: `HttpPort`, `UnixPort`
/// and `GrpcPort` move bytes; what the bytes mean is a codec's business.
///
/// Everything here runs on the event loops of [Net], one a core, and never blocks them.
@NullMarked
package dev.weir.gateway.net;

import org.jspecify.annotations.NullMarked;
