package dev.weir.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/// What the [Checker] found; each list has some examples.
record Verdict(
    Counts counts,
    List<String> lost,
    List<String> reordered,
    List<String> phantom,
    List<String> corrupt) {

  /// How many records were acknowledged, how many were read, and how many of these were there
  /// before.
  record Counts(long acknowledged, long read, long duplicates) {}

  Verdict isClean() {
    assertThat(counts.acknowledged()).as("acknowledged, so that there is a test").isPositive();
    assertThat(lost).as("lost").isEmpty();
    assertThat(reordered).as("reordered").isEmpty();
    assertThat(phantom).as("phantom").isEmpty();
    assertThat(corrupt).as("corrupt").isEmpty();
    return this;
  }

  Verdict hasDuplicatesAtMost(long most) {
    assertThat(counts.duplicates()).as("duplicates").isLessThanOrEqualTo(most);
    return this;
  }

  String text() {
    return "acknowledged %,d, read %,d, lost in %d keys, duplicates %,d, reordered %d"
        .formatted(
            counts.acknowledged(),
            counts.read(),
            lost.size(),
            counts.duplicates(),
            reordered.size());
  }
}
