package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Problem;
import org.jspecify.annotations.Nullable;

/// One appended record and what the log said of it.
final class Told implements Wal.Listener {
  final Sample sample;
  final long millis;
  long sequence = Wal.NOT_APPENDED;
  boolean stored;
  @Nullable Problem refusal;

  Told(Sample sample, long millis) {
    this.sample = sample;
    this.millis = millis;
  }

  @Override
  public void stored() {
    assertUntold();
    stored = true;
  }

  @Override
  public void notStored(Problem why) {
    assertUntold();
    refusal = why;
  }

  private void assertUntold() {
    assertThat(stored || refusal != null).as("told twice: %s", this).isFalse();
  }

  @Override
  public String toString() {
    return "record %d of sequence %d: %s"
        .formatted(sample.id(), sequence, stored ? "stored" : refusal);
  }
}
