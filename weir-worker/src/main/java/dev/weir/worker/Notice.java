package dev.weir.worker;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells of the trouble with one copy: [Trouble] once for each reason, and the log once for each of
/// its topic. One thread at a time.
final class Notice {
  private static final Logger log = LoggerFactory.getLogger(Copies.class);

  private final String topic;
  private final @Nullable Position position;
  private final Trouble trouble;

  /// The reason that is in the log by now for each topic that has one. Of all notices.
  private final Map<String, String> logged;

  private @Nullable String told;

  Notice(String topic, @Nullable Position position, Trouble trouble, Map<String, String> logged) {
    this.topic = topic;
    this.position = position;
    this.trouble = trouble;
    this.logged = logged;
  }

  void began(String why) {
    if (why.equals(told)) return;
    told = why;
    trouble.began(topic, position, why);
    if (!why.equals(logged.put(topic, why))) {
      if (position == null) log.warn("{}", why);
      else
        log.warn(
            "{} Until then {} is not settled, nor are others that are like it.", why, position);
    }
  }

  /// Kafka has the copy, or the topic.
  void over() {
    quiet();
    if (logged.remove(topic) != null) log.info("Copies to topic '{}' are written again", topic);
  }

  /// Nobody tries any more.
  void quiet() {
    if (told != null) trouble.over(topic, position);
    told = null;
  }
}
