package dev.weir.bench;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/// Confluent's parallel-consumer, with its own defaults.
final class ParallelConsumerContender implements Contender {
  private final ProcessingOrder ordering;

  ParallelConsumerContender(ProcessingOrder ordering) {
    this.ordering = ordering;
  }

  @Override
  public AutoCloseable start(Order order) {
    var options =
        ParallelConsumerOptions.<byte[], byte[]>builder()
            .ordering(ordering)
            .maxConcurrency(order.concurrency())
            .consumer(new KafkaConsumer<>(order.consumer(false)))
            .build();
    var processor = ParallelStreamProcessor.createEosStreamProcessor(options);
    processor.subscribe(List.of(order.topic()));
    processor.poll(context -> process(order.task(), context.value()));
    return processor::closeDontDrainFirst;
  }

  private static void process(WorkerTask task, byte[] value) {
    try {
      task.process(value);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
