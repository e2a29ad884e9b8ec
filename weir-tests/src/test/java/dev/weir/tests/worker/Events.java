package dev.weir.tests.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.worker.WorkerEvent;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// What a worker told.
final class Events implements Consumer<WorkerEvent> {
  private final Queue<WorkerEvent> all = new ConcurrentLinkedQueue<>();

  @Override
  public void accept(WorkerEvent event) {
    if (!(event instanceof WorkerEvent.Polled)) all.add(event);
  }

  <T extends WorkerEvent> List<T> of(Class<T> type) {
    return all.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends WorkerEvent> boolean has(Class<T> type) {
    return all.stream().anyMatch(type::isInstance);
  }

  /// That the group gave partitions once, and never took one.
  void tellOfNoRebalance() {
    assertThat(of(WorkerEvent.Revoked.class)).isEmpty();
    assertThat(of(WorkerEvent.Lost.class)).isEmpty();
    // By the broker's protocol a member is in the group before it has partitions.
    assertThat(of(WorkerEvent.Assigned.class))
        .filteredOn(assigned -> !assigned.partitions().isEmpty())
        .hasSize(1);
  }
}
