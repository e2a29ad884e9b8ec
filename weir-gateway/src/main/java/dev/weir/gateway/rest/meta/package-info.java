/// The calls of v2 that are about the cluster and not about messages: brokers, topics, partitions,
/// and how the gateway is.
@NullMarked
package dev.weir.gateway.rest.meta;

import org.jspecify.annotations.NullMarked;
