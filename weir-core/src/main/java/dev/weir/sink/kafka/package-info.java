/// Messages to Kafka: [KafkaSink] sends, `Topics` knows which may be sent without waiting, `Window`
/// bounds what is on its way.
@NullMarked
package dev.weir.sink.kafka;

import org.jspecify.annotations.NullMarked;
