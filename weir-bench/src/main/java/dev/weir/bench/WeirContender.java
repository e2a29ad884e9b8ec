package dev.weir.bench;

import dev.weir.worker.Kafka;
import dev.weir.worker.Worker;
import java.util.Objects;

/// Weir's worker as it comes: offset map, dead letters, breaker, time limits and stats are on.
final class WeirContender implements Contender {
  @Override
  public AutoCloseable start(Order order) {
    var worker =
        Worker.on(Kafka.at(order.servers()))
            .group(order.group())
            .topics(order.topic())
            .concurrency(order.concurrency())
            .buffer(Math.max(2_000, 10 * order.concurrency()), 64L << 20)
            .each(message -> order.task().process(Objects.requireNonNull(message.value())));
    worker.start();
    return worker;
  }
}
