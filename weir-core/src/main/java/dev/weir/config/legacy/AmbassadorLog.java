package dev.weir.config.legacy;

import dev.weir.TopicName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// kafka-ambassador's `producer.wal` and `producer.resend`, where they are more than another name.
final class AmbassadorLog {
  private static final String MODE = "producer.wal.mode";
  private static final String IN_MEMORY = "producer.wal.in_memory";
  private static final String ALWAYS_TOPICS = "producer.wal.always_topics";
  private static final String DISABLE_TOPICS = "producer.wal.disable_topics";
  private static final String RATE = "producer.resend.rate_limit";
  static final Set<String> KEYS = Set.of(MODE, IN_MEMORY, ALWAYS_TOPICS, DISABLE_TOPICS, RATE);

  private final Keys keys;
  private final Draft draft;
  private int routes;

  AmbassadorLog(Keys keys, Draft draft) {
    this.keys = keys;
    this.draft = draft;
  }

  void translate() {
    rate(keys.take(RATE));
    var inMemory = keys.take(IN_MEMORY);
    var memory = inMemory != null && inMemory.isTrue();
    mode(keys.take(MODE), memory ? inMemory : null);
    var always = keys.take(ALWAYS_TOPICS);
    var disable = keys.take(DISABLE_TOPICS);
    var first = always == null ? List.<String>of() : topics(always, List.of());
    if (always != null) route(first, memory ? "in-memory" : "always", always);
    if (disable != null) route(topics(disable, first), "disable", disable);
  }

  private void rate(@Nullable Found rate) {
    if (rate == null) return;
    var text = rate.text().strip();
    draft.set("wal.resend-rate", text.equals("0") ? "0" : text + "/s", rate.place());
  }

  private void mode(@Nullable Found mode, @Nullable Found inMemory) {
    var text = mode == null ? "" : mode.text().strip().toLowerCase(Locale.ROOT);
    if (mode != null && !Set.of("fallback", "always", "disable").contains(text)) {
      draft.note(mode.place(), "producer.wal.mode is none that there is, so it is fallback");
      text = "fallback";
    }
    if (mode != null) draft.set("wal.mode", text, mode.place());
    if (inMemory == null) return;
    if (text.equals("disable")) {
      draft.note(inMemory.place(), "in_memory has no effect: the mode is disable");
    } else {
      draft.set("wal.mode", "in-memory", inMemory.place());
    }
  }

  /// The legal ones, without those that are taken.
  private List<String> topics(Found found, List<String> taken) {
    var topics = new ArrayList<String>();
    for (var topic : found.items()) {
      if (!TopicName.legal(topic)) {
        draft.note(
            found.place(), "%s: no topic can have one of these names".formatted(found.key()));
      } else if (taken.contains(topic)) {
        draft.note(found.place(), "'%s' is in always_topics, which counts".formatted(topic));
      } else if (!topics.contains(topic)) {
        topics.add(topic);
      }
    }
    return topics;
  }

  private void route(List<String> topics, String mode, Found found) {
    if (topics.isEmpty()) return;
    var prefix = "routes.%d.".formatted(routes++);
    draft.set(prefix + "topic", String.join(",", topics), found.place());
    draft.set(prefix + "wal", mode, found.place());
  }
}
