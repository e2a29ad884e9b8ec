package dev.weir.cli.groups;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Offsets in a file:
///
/// | kind | a line or an object |
/// | --- | --- |
/// | CSV | `topic,partition,offset`, or `group,topic,partition,offset`; as Kafka's own tool has it |
/// | JSON, in a file named `*.json` | `{"group":"g","topic":"t","partition":0,"offset":12}` in an array; the group may be left out |
///
/// Lines of other groups are passed over.
record OffsetsFile(Path path) {
  static OffsetsFile at(World world, String name) {
    return new OffsetsFile(world.folder().resolve(name));
  }

  private boolean isJson() {
    return path.toString().endsWith(".json");
  }

  void write(String group, Map<TopicPartition, Long> offsets) {
    try {
      Files.writeString(path, isJson() ? json(group, offsets) : csv(offsets));
    } catch (IOException e) {
      throw new Failure(
          ExitCode.FAILED,
          "The offsets were not written, and nothing was changed",
          String.valueOf(e),
          "Name a file that can be written, --export FILE.",
          e);
    }
  }

  private static String csv(Map<TopicPartition, Long> offsets) {
    var text = new StringBuilder();
    offsets.forEach(
        (one, offset) -> text.append("%s,%d,%d\n".formatted(one.topic(), one.partition(), offset)));
    return text.toString();
  }

  private static String json(String group, Map<TopicPartition, Long> offsets) throws IOException {
    var text = new java.io.StringWriter();
    try (var json = new JsonFactory().createGenerator(text)) {
      json.writeStartArray();
      for (var one : offsets.entrySet()) {
        json.writeStartObject();
        json.writeStringField("group", group);
        json.writeStringField("topic", one.getKey().topic());
        json.writeNumberField("partition", one.getKey().partition());
        json.writeNumberField("offset", one.getValue());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    return text + "\n";
  }

  Map<TopicPartition, Long> read(String group) {
    try {
      var offsets = isJson() ? readJson(group) : readCsv(group);
      if (offsets.isEmpty()) throw wrong("it says nothing of group '%s'".formatted(group), null);
      return offsets;
    } catch (NoSuchFileException e) {
      throw new Failure(
          ExitCode.NOT_FOUND,
          "File '%s' was not found".formatted(path),
          "there is no such file",
          "'weir groups reset GROUP --export FILE' writes one.",
          e);
    } catch (IOException e) {
      throw wrong(String.valueOf(e.getMessage()), e);
    }
  }

  private Map<TopicPartition, Long> readCsv(String group) throws IOException {
    var offsets = new LinkedHashMap<TopicPartition, Long>();
    var number = 0;
    for (var line : Files.readAllLines(path)) {
      number++;
      if (line.isBlank()) continue;
      var cells = line.replace("\"", "").strip().split("\\s*,\\s*", -1);
      if (cells.length == 4 && !cells[0].equals(group)) continue;
      var first = cells.length - 3;
      if (first < 0 || first > 1 || !isNumber(cells[first + 1]) || !isNumber(cells[first + 2])) {
        throw wrong("line %d is not topic,partition,offset: %s".formatted(number, line), null);
      }
      var partition = new TopicPartition(cells[first], Integer.parseInt(cells[first + 1]));
      offsets.put(partition, Long.parseLong(cells[first + 2]));
    }
    return offsets;
  }

  private static boolean isNumber(String text) {
    return text.matches("\\d{1,18}");
  }

  private Map<TopicPartition, Long> readJson(String group) throws IOException {
    var offsets = new LinkedHashMap<TopicPartition, Long>();
    try (var json = new JsonFactory().createParser(path.toFile())) {
      if (json.nextToken() != JsonToken.START_ARRAY) throw wrong("it is no array", null);
      while (json.nextToken() == JsonToken.START_OBJECT) {
        var one = Entry.read(json);
        if (one.topic == null || one.partition < 0 || one.offset < 0) {
          throw wrong("an object lacks topic, partition or offset", null);
        }
        if (one.group != null && !one.group.equals(group)) continue;
        offsets.put(new TopicPartition(one.topic, one.partition), one.offset);
      }
    }
    return offsets;
  }

  private record Entry(@Nullable String group, @Nullable String topic, int partition, long offset) {
    static Entry read(JsonParser json) throws IOException {
      String group = null;
      String topic = null;
      var partition = -1;
      var offset = -1L;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        var name = json.currentName();
        json.nextToken();
        switch (name) {
          case "group" -> group = json.getText();
          case "topic" -> topic = json.getText();
          case "partition" -> partition = json.getIntValue();
          case "offset" -> offset = json.getLongValue();
          default -> json.skipChildren();
        }
      }
      return new Entry(group, topic, partition, offset);
    }
  }

  private Failure wrong(String why, @Nullable Throwable cause) {
    return new Failure(
        ExitCode.USAGE,
        "File '%s' has no offsets to use".formatted(path),
        why,
        "A line is topic,partition,offset; see 'weir groups reset --help'.",
        cause);
  }
}
