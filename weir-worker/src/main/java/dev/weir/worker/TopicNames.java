package dev.weir.worker;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// The names of topics that a worker makes from other names. Kafka takes 249 characters, of few
/// kinds; where that is not enough, a name is cut and a checksum tells it from others.
final class TopicNames {
  static final int LENGTH_MAX = 249;

  /// So that there is room left for that of a topic.
  private static final int GROUP_LENGTH_MAX = 100;

  private static final String DEAD_LETTERS = ".dlt";
  private static final String RETRY = ".retry.";

  private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1," + LENGTH_MAX + "}");

  private TopicNames() {}

  /// @throws IllegalArgumentException if Kafka has no topic of that name
  static void check(String name) {
    if (!LEGAL.matcher(name).matches() || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException(
          "'%s' is no name of a topic. Take 1 to %d of the characters a-z A-Z 0-9 . _ -"
              .formatted(name, LENGTH_MAX));
    }
  }

  static String deadLetters(String topic) {
    return joined(topic, DEAD_LETTERS);
  }

  /// @param group as [#part] has it
  static String retry(String topic, String group, int step) {
    return joined(topic, retrySuffix(group) + step);
  }

  /// What a retry topic's name has between its origin and its step.
  static String retrySuffix(String group) {
    return RETRY + group + '.';
  }

  /// What stands for a group in names; groups, unlike topics, may have any character.
  static String part(String group) {
    var legal = group.replaceAll("[^a-zA-Z0-9._-]", "_");
    if (legal.equals(group) && legal.length() <= GROUP_LENGTH_MAX) return group;
    var cut = legal.substring(0, Math.min(legal.length(), GROUP_LENGTH_MAX - 9));
    return cut + '-' + checksum(group);
  }

  private static String joined(String topic, String suffix) {
    if (topic.length() + suffix.length() <= LENGTH_MAX) return topic + suffix;
    return topic.substring(0, LENGTH_MAX - suffix.length() - 9) + '-' + checksum(topic) + suffix;
  }

  /// Of eight characters.
  private static String checksum(String name) {
    var crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(crc.getValue());
  }
}
