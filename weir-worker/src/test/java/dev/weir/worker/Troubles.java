package dev.weir.worker;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Keeps what it is told.
final class Troubles implements Trouble {
  private static final String OVER = "over";

  record Told(String topic, @Nullable Position position, String why) {}

  private final LinkedBlockingQueue<Told> told = new LinkedBlockingQueue<>();

  @Override
  public void began(String topic, @Nullable Position position, String why) {
    told.add(new Told(topic, position, why));
  }

  @Override
  public void over(String topic, @Nullable Position position) {
    told.add(new Told(topic, position, OVER));
  }

  /// What comes next, or null where nothing comes for a while.
  @Nullable Told next() throws InterruptedException {
    return told.poll(20, TimeUnit.SECONDS);
  }

  /// Passes over what it was told before.
  void awaitOver() throws InterruptedException {
    for (var next = next(); next != null; next = next()) {
      if (next.why().equals(OVER)) return;
    }
    throw new AssertionError("The trouble is not over");
  }

  boolean none() {
    return told.isEmpty();
  }
}
