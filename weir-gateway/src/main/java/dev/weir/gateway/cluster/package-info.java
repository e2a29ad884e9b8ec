/// What the gateway asks Kafka beside the messages: whether it is there, and which topics it has.
@NullMarked
package dev.weir.gateway.cluster;

import org.jspecify.annotations.NullMarked;
