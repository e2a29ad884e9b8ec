package dev.weir.bench;

import com.linecorp.decaton.processor.TaskMetadata;
import com.linecorp.decaton.processor.runtime.DecatonTask;
import com.linecorp.decaton.processor.runtime.ProcessorProperties;
import com.linecorp.decaton.processor.runtime.ProcessorsBuilder;
import com.linecorp.decaton.processor.runtime.Property;
import com.linecorp.decaton.processor.runtime.StaticPropertySupplier;
import com.linecorp.decaton.processor.runtime.SubPartitionRuntime;
import com.linecorp.decaton.processor.runtime.SubscriptionBuilder;
import com.linecorp.decaton.processor.runtime.TaskExtractor;
import java.util.Properties;

/// LINE's decaton, with its own defaults. Its pool has threads for each partition, so that the
/// concurrency is divided; its virtual threads know no limit.
final class DecatonContender implements Contender {
  private final boolean virtual;

  DecatonContender(boolean virtual) {
    this.virtual = virtual;
  }

  @Override
  public AutoCloseable start(Order order) {
    TaskExtractor<byte[]> whole =
        record -> new DecatonTask<>(TaskMetadata.builder().build(), record.value(), record.value());
    var consumer = new Properties();
    order.consumer(false).forEach((name, value) -> consumer.put(name, value.toString()));
    consumer.put("client.id", order.group());
    var threads = Math.ceilDiv(order.concurrency(), order.partitions());
    return SubscriptionBuilder.newBuilder(order.group())
        .consumerConfig(consumer)
        .subPartitionRuntime(
            virtual ? SubPartitionRuntime.VIRTUAL_THREAD : SubPartitionRuntime.THREAD_POOL)
        .properties(
            StaticPropertySupplier.of(
                Property.ofStatic(ProcessorProperties.CONFIG_PARTITION_CONCURRENCY, threads)))
        .processorsBuilder(
            ProcessorsBuilder.consuming(order.topic(), whole)
                .thenProcess((_, value) -> order.task().process(value)))
        .buildAndStart();
  }
}
