/// `weir replay`: files of messages to Kafka, in order.
@NullMarked
package dev.weir.cli.replay;

import org.jspecify.annotations.NullMarked;
