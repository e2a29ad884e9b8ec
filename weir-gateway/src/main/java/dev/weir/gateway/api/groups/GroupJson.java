package dev.weir.gateway.api.groups;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.gateway.cluster.Group;
import dev.weir.gateway.web.Json;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What is told of groups, as JSON. What may be above 2^53 is a string.
final class GroupJson {
  private static final Comparator<TopicPartition> BY_TOPIC =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  private GroupJson() {}

  /// The fields of a group, inside an object.
  static void standing(JsonGenerator json, Standing one) throws IOException {
    var group = one.group();
    json.writeStringField("group", group.id());
    json.writeStringField("state", state(group));
    json.writeStringField("type", group.type().name().toLowerCase(Locale.ROOT));
    progress(json, one.total());
    Json.strings(json, "topics", one.topics());
  }

  /// `PREPARING_REBALANCE` as Kafka's tools write it: PreparingRebalance.
  static String state(Group group) {
    var words = new StringBuilder();
    for (var word : group.facts().state().split("_", -1)) {
      if (word.isEmpty()) continue;
      words.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return words.toString();
  }

  static void progress(JsonGenerator json, Progress progress) throws IOException {
    text(json, "lag", progress.lag());
    number(json, "behindMillis", progress.behindMillis());
    var rates = progress.rates();
    number(json, "inPerSecond", rates == null ? null : (Double) rounded(rates.in()));
    number(json, "outPerSecond", rates == null ? null : (Double) rounded(rates.out()));
    json.writeStringField("trend", progress.trend());
    var empty = progress.emptyInSeconds();
    number(json, "emptyInSeconds", empty == null ? null : (Double) rounded(empty));
  }

  private static double rounded(double number) {
    return Math.round(number * 100) / 100.0;
  }

  static void text(JsonGenerator json, String name, @Nullable Long number) throws IOException {
    json.writeStringField(name, number == null ? null : Long.toString(number));
  }

  private static void number(JsonGenerator json, String name, @Nullable Number number)
      throws IOException {
    switch (number) {
      case null -> json.writeNullField(name);
      case Long whole -> json.writeNumberField(name, whole);
      default -> json.writeNumberField(name, number.doubleValue());
    }
  }

  static void members(JsonGenerator json, Group group) throws IOException {
    json.writeArrayFieldStart("members");
    for (var member : group.members()) {
      json.writeStartObject();
      json.writeStringField("id", member.id());
      json.writeStringField("instance", member.instance());
      json.writeStringField("client", member.client());
      json.writeStringField("host", member.host().replaceFirst("^/", ""));
      json.writeArrayFieldStart("partitions");
      for (var partition : member.partitions()) {
        json.writeStartObject();
        place(json, partition);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void place(JsonGenerator json, TopicPartition partition) throws IOException {
    json.writeStringField("topic", partition.topic());
    json.writeNumberField("partition", partition.partition());
  }

  static void partitions(JsonGenerator json, Standing one, Map<TopicPartition, Long> starts)
      throws IOException {
    var owners = one.group().owners();
    json.writeArrayFieldStart("partitions");
    for (var partition : sorted(one.parts().keySet())) {
      json.writeStartObject();
      place(json, partition);
      var place = one.seen().places().get(partition);
      text(json, "committed", place == null ? null : place.committed());
      text(json, "begin", starts.get(partition));
      text(json, "end", place == null ? null : place.end());
      var progress = one.parts().get(partition);
      if (progress != null) progress(json, progress);
      var owner = owners.get(partition);
      json.writeStringField("member", owner == null ? null : owner.id());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static List<TopicPartition> sorted(Collection<TopicPartition> partitions) {
    return partitions.stream().sorted(BY_TOPIC).toList();
  }

  /// Columns, since there are many rows.
  static void past(JsonGenerator json, List<Track.Point> points) throws IOException {
    json.writeObjectFieldStart("past");
    json.writeArrayFieldStart("at");
    for (var point : points) json.writeNumber(point.millis());
    json.writeEndArray();
    json.writeArrayFieldStart("lag");
    for (var point : points) json.writeNumber(point.lag());
    json.writeEndArray();
    json.writeArrayFieldStart("inPerSecond");
    for (var point : points) rate(json, point.in());
    json.writeEndArray();
    json.writeArrayFieldStart("outPerSecond");
    for (var point : points) rate(json, point.out());
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void rate(JsonGenerator json, float rate) throws IOException {
    if (Float.isNaN(rate)) json.writeNull();
    else json.writeNumber(rounded(rate));
  }

  static void step(JsonGenerator json, ResetPlan.Step step) throws IOException {
    json.writeStartObject();
    place(json, step.partition());
    text(json, "from", step.from());
    text(json, "to", step.to());
    text(json, "begin", step.bounds().begin());
    text(json, "end", step.bounds().end());
    text(json, "again", step.again());
    text(json, "skipped", step.skipped());
    json.writeEndObject();
  }
}
