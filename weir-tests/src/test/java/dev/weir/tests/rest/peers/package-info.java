/// Several gateways on one Kafka: any of them answers for the consumer instances of all.
@NullMarked
package dev.weir.tests.rest.peers;

import org.jspecify.annotations.NullMarked;
