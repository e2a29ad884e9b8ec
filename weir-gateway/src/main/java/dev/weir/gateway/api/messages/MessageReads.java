package dev.weir.gateway.api.messages;

import dev.weir.Clock;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Target;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Answers with a page of messages, or with one. Any thread; blocks for some seconds at most.
final class MessageReads {
  private static final int LIMIT = 100;
  private static final int LIMIT_MAX = 1_000;
  private static final Duration ONE_AT_MOST = Duration.ofSeconds(6);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumers consumers;
  private final Opening opening;
  private final SchemaReader schemas;
  private final Clock clock;

  MessageReads(Consumers consumers, Opening opening, SchemaReader schemas, Clock clock) {
    this.consumers = consumers;
    this.opening = opening;
    this.schemas = schemas;
    this.clock = clock;
  }

  Answer page(Call call) throws InterruptedException {
    var topic = call.name("topic");
    var search = Search.of(call.query("q"));
    var from = From.of(call.query("from"), clock.millis());
    var limit = limit(call.query("limit"));
    var wish = new Scan.Wish(search, decoding(schemas, call), limit, call::isDeserted);
    var given = call.query("cursor");
    var cursor = given == null || given.isEmpty() ? null : Cursor.of(given);
    var partitions = opening.partitions(topic, partition(call, search, from));
    return consumers.read(kafka -> {
      var at = cursor == null ? begin(kafka, partitions, from) : present(cursor, partitions);
      var strands = Opening.strands(topic, at, search, limit);
      return answer(new Scan(kafka, clock, wish, at.back(), strands).run());
    });
  }

  private static Cursor begin(
      KafkaConsumer<byte[], byte[]> kafka, List<TopicPartition> partitions, From from) {
    return new Cursor(from instanceof From.Latest, Opening.spans(kafka, partitions, from));
  }

  /// Without the partitions that are gone since.
  private static Cursor present(Cursor cursor, List<TopicPartition> partitions) {
    var there = partitions.stream().map(TopicPartition::partition).toList();
    var spans = cursor.spans().stream().filter(span -> there.contains(span.partition())).toList();
    return new Cursor(cursor.back(), spans);
  }

  static Decoding decoding(SchemaReader schemas, Target call) {
    return new Decoding(
        schemas, As.of("keyAs", call.query("keyAs")), As.of("valueAs", call.query("valueAs")));
  }

  /// The one that is asked for, in any of three places, or null.
  private static @Nullable Integer partition(Call call, Search search, From from) {
    if (from instanceof From.Place(var partition, _)) return partition;
    return partition(call, search);
  }

  static @Nullable Integer partition(Target call, Search search) {
    var text = call.query("partition");
    if (text == null || text.isEmpty()) return search.partition();
    return (int) number("partition", text, Integer.MAX_VALUE);
  }

  private static int limit(@Nullable String text) {
    if (text == null || text.isEmpty()) return LIMIT;
    return (int) Math.max(1, number("limit", text, LIMIT_MAX));
  }

  private static long number(String name, String text, long most) {
    if (text.matches("\\d{1,18}") && Long.parseLong(text) <= most) return Long.parseLong(text);
    throw RestException.plain(
        400, "%s is '%s'. Give a whole number of at most %,d".formatted(name, text, most));
  }

  private static Answer answer(Page page) {
    return Json.answer(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("messages");
      for (var message : page.messages()) MessageJson.CUT.write(json, message);
      json.writeEndArray();
      json.writeNumberField("scanned", page.scanned());
      json.writeNumberField("of", page.of());
      json.writeNumberField("found", page.messages().size());
      if (page.oldest() >= 0) json.writeNumberField("from", page.oldest());
      if (page.newest() >= 0) json.writeNumberField("to", page.newest());
      if (page.cursor() != null) json.writeStringField("cursor", page.cursor());
      json.writeBooleanField("done", page.cursor() == null);
      if (page.note() != null) json.writeStringField("note", page.note());
      json.writeEndObject();
    });
  }

  Answer one(Call call) throws InterruptedException {
    var topic = call.name("topic");
    var number = (int) number("The partition", call.name("partition"), Integer.MAX_VALUE);
    var offset = number("The offset", call.name("offset"), Long.MAX_VALUE);
    var decoding = decoding(schemas, call);
    var partition = opening.partitions(topic, number).getFirst();
    return consumers.read(kafka -> {
      var message = new ReadMessage(record(kafka, partition, offset), decoding);
      return Json.answer(json -> MessageJson.WHOLE.write(json, message));
    });
  }

  private ConsumerRecord<byte[], byte[]> record(
      KafkaConsumer<byte[], byte[]> kafka, TopicPartition partition, long offset) {
    var one = List.of(partition);
    var span = Opening.spans(kafka, one, new From.Earliest()).getFirst();
    if (offset < span.low() || offset >= span.high()) throw absent(partition, offset, span);
    kafka.seek(partition, offset);
    var begun = clock.nanos();
    while (clock.nanos() - begun < ONE_AT_MOST.toNanos()) {
      var records = kafka.poll(POLL).records(partition);
      if (!records.isEmpty() && records.getFirst().offset() == offset) return records.getFirst();
      if (!records.isEmpty() || kafka.position(partition) > offset) {
        throw absent(partition, offset, span);
      }
    }
    throw RestException.plain(
        504,
        "Kafka did not send the message in %d s. See whether the broker of %s is well"
            .formatted(ONE_AT_MOST.toSeconds(), partition));
  }

  private static RestException absent(TopicPartition partition, long offset, Cursor.Span span) {
    if (span.low() == span.high()) {
      return RestException.plain(
          404, "Partition %d has no messages".formatted(partition.partition()));
    }
    return RestException.plain(
        404,
        "There is no message at offset %d of partition %d. It has %d to %d, of which compaction and transactions leave some out"
            .formatted(offset, partition.partition(), span.low(), span.high() - 1));
  }
}
