/// The gRPC ingress: a stream of messages in, one acknowledgement for each out, in the same order.
///
/// Start with [GrpcIngress]. [ProduceStream] is one call, [ProduceCodec] its bytes, and [Answer]
/// what an outcome means on the wire.
@NullMarked
package dev.weir.gateway.grpc;

import org.jspecify.annotations.NullMarked;
