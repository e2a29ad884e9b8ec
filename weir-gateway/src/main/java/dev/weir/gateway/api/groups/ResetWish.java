package dev.weir.gateway.api.groups;

import dev.weir.gateway.web.Fields;
import dev.weir.gateway.web.RestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// How a group is to be set elsewhere: to one place in some topics, or to the offsets that a
/// preview showed. Pure.
///
/// @param to as a [Destination] is written; null where the offsets say it
/// @param topics none for all that the group has committed in
/// @param offsets those of a preview
record ResetWish(@Nullable String to, List<Part> topics, Map<TopicPartition, Long> offsets) {
  /// A topic, or one partition of it.
  record Part(String topic, @Nullable Integer partition) {}

  static ResetWish read(byte[] body) {
    var fields = Fields.of(body, "to", "topics", "offsets");
    var topics = new ArrayList<Part>();
    for (var one : fields.list("topics", "topic", "partition")) {
      topics.add(new Part(one.needed("topic"), one.number("partition")));
    }
    var offsets = new LinkedHashMap<TopicPartition, Long>();
    for (var one : fields.list("offsets", "topic", "partition", "offset")) {
      var partition = Integer.parseInt(number(one.needed("partition"), 9));
      var offset = Long.parseLong(number(one.needed("offset"), 18));
      offsets.put(new TopicPartition(one.needed("topic"), partition), offset);
    }
    var to = fields.text("to");
    if (offsets.isEmpty() == (to == null)) {
      throw RestException.plain(
          400,
          "Where is the group to be set? Say either \"to\", such as \"-1h\", or \"offsets\", as a"
              + " preview answers them");
    }
    return new ResetWish(to, List.copyOf(topics), offsets);
  }

  private static String number(String text, int digits) {
    if (text.matches("\\d{1," + digits + "}")) return text;
    throw RestException.plain(400, "'%s' is no whole number from 0 on".formatted(text));
  }

  /// The same on the command line; null where the offsets are of no one place.
  @Nullable String command(String group) {
    if (to == null || to.startsWith("+")) return null;
    var command = new StringBuilder("weir groups reset " + quoted(group) + " --to " + quoted(to));
    var partitions = new LinkedHashMap<String, String>();
    for (var part : topics) {
      var number = part.partition == null ? "" : Integer.toString(part.partition);
      partitions.merge(part.topic, number, (one, more) -> one.isEmpty() ? one : one + "," + more);
    }
    partitions.forEach((topic, numbers) -> {
      command.append(" --topic ").append(quoted(numbers.isEmpty() ? topic : topic + ":" + numbers));
    });
    return command.append(" --execute").toString();
  }

  /// For a shell.
  private static String quoted(String text) {
    return text.matches("[\\w.,:@+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
