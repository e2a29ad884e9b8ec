/// What a trace shows of a message on its way from a client to Kafka.
@NullMarked
package dev.weir.tests.tracing;

import org.jspecify.annotations.NullMarked;
