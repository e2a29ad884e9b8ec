/// Tries the messages of gRPC with any bytes; see `dev.weir.fuzz`.
@NullMarked
package dev.weir.gateway.grpc;

import org.jspecify.annotations.NullMarked;
