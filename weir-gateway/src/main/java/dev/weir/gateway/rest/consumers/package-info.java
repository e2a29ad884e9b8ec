/// The consumers that the gateway keeps for REST clients: everything beneath `/consumers`.
///
/// [ConsumerRoutes] takes the calls. [Instances] has all consumers of this process, and each
/// [Instance] is a thread that owns one consumer of Kafka's.
@NullMarked
package dev.weir.gateway.rest.consumers;

import org.jspecify.annotations.NullMarked;
