/// gRPC over the whole way: a client, the gateway and a broker that comes and goes.
@NullMarked
package dev.weir.tests.grpc;

import org.jspecify.annotations.NullMarked;
