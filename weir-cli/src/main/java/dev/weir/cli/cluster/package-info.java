/// Which Kafka a command talks to, the clients for it, and places in its topics. Start with
/// [Cluster].
@NullMarked
package dev.weir.cli.cluster;

import org.jspecify.annotations.NullMarked;
