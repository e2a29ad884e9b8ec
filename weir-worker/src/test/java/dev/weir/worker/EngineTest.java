package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A worker whose Kafka is away, from its start to its end.
@Timeout(60)
final class EngineTest {
  private final AtomicReference<WorkerEvent> told = new AtomicReference<>();
  private final Worker worker =
      Worker.on(Kafka.at("localhost:1"))
          .group("g")
          .topics("t")
          .listen(told::set)
          .each(message -> {});

  @Test
  void one_that_is_interrupted_has_ended_when_it_says_so() throws Exception {
    var exit = new CompletableFuture<Worker.Exit>();
    var thread = Thread.ofPlatform().start(() -> exit.complete(worker.run()));

    thread.interrupt();

    assertThat(exit.get(50, TimeUnit.SECONDS)).isEqualTo(new Worker.Exit.Drained());
    assertThat(told.get()).isInstanceOf(WorkerEvent.Stopped.class);
    assertThat(worker.health()).isInstanceOf(Health.Down.class);
  }
}
