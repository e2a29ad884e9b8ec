package dev.weir.cli.size;

import dev.weir.cli.load.Pace;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// `--work-time`: so long for each message, one after the other.
record WorkTime(Duration each, BooleanSupplier stop) implements Work {
  @Override
  public void on(byte[] message) {
    Pace.until(System.nanoTime() + each.toNanos(), stop);
  }
}
