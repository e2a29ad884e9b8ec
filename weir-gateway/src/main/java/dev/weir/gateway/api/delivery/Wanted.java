package dev.weir.gateway.api.delivery;

import dev.weir.TopicName;
import dev.weir.wal.Entry;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which messages of a log are of interest.
///
/// @param topic a name, in which `*` stands for anything, or null for all
/// @param reason the code of a dead letter's reason, or null for all
record Wanted(@Nullable String topic, @Nullable String reason) implements Predicate<Entry> {
  static Wanted of(@Nullable String topic, @Nullable String reason) {
    return new Wanted(known(topic), known(reason));
  }

  private static @Nullable String known(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  @Override
  public boolean test(Entry entry) {
    if (topic != null && !TopicName.fits(topic, entry.message().topic())) return false;
    var why = entry.reason();
    return reason == null || (why != null && why.code().label().equals(reason));
  }
}
