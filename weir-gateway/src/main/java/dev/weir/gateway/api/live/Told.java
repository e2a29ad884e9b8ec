package dev.weir.gateway.api.live;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A point of the overview as JSON.
record Told(Sight sight) {
  private static final String USED = "used";
  private static final String LIMIT = "limit";
  private static final String TOTAL = "total";
  private static final String PER_SECOND = "perSecond";
  private static final double TENTHS = 10;
  private static final double THOUSANDTHS = 1_000;

  /// All of it.
  void write(JsonGenerator json, List<Trouble> wrong) throws IOException {
    json.writeStartObject();
    json.writeNumberField("at", sight.now().millis());
    var word = Word.of(sight);
    json.writeObjectFieldStart("word");
    json.writeStringField("kind", word.kind().label());
    json.writeStringField("text", word.text());
    json.writeEndObject();
    flows(json, true);
    audit(json);
    json.writeArrayFieldStart("wrong");
    for (var one : wrong) one.write(json);
    json.writeEndArray();
    json.writeEndObject();
  }

  /// What charts are drawn from.
  void writeBrief(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("at", sight.now().millis());
    flows(json, false);
    json.writeEndObject();
  }

  private void flows(JsonGenerator json, boolean whole) throws IOException {
    var now = sight.now();
    var before = sight.before();
    json.writeObjectFieldStart("in");
    for (var way : now.in().entrySet()) {
      var then = before.in().getOrDefault(way.getKey(), 0L);
      count(json, way.getKey(), way.getValue(), then, whole);
    }
    json.writeEndObject();
    json.writeObjectFieldStart("out");
    for (var sink : now.sinks()) {
      var delivered = delivered(now, sink.sink());
      count(json, sink.sink(), delivered, delivered(before, sink.sink()), whole);
    }
    json.writeEndObject();
    outcomes(json, whole);
    latency(json);
    json.writeNumberField("waiting", now.all().of(Book.WAITING));
    json.writeNumberField("away", away(now));
    room(json, "memory", now.memory(), whole);
    room(json, "inFlight", now.inFlight(), whole);
    var logged = now.sinks().stream().mapToLong(sink -> sink.logBytes()).sum();
    room(json, "disk", new Room(logged, logLimit()), whole);
    room(json, "heap", now.machine().heap(), whole);
    if (whole) room(json, "files", now.files(), true);
    cpu(json);
  }

  private static long away(Reading reading) {
    return reading.sinks().stream().filter(sink -> !sink.breaker().equals("CLOSED")).count();
  }

  private static long delivered(Reading reading, String sink) {
    var books = reading.books().get(sink);
    return books == null ? 0 : books.of(Book.DELIVERED);
  }

  private long logLimit() {
    return sight.logLimit() * sight.now().sinks().stream().filter(sink -> sink.logged()).count();
  }

  private void outcomes(JsonGenerator json, boolean whole) throws IOException {
    var now = sight.now();
    var all = now.all();
    var then = sight.before().all();
    json.writeObjectFieldStart("outcomes");
    count(json, "accepted", all.of(Book.ACCEPTED), then.of(Book.ACCEPTED), whole);
    count(json, "delivered", all.of(Book.DELIVERED), then.of(Book.DELIVERED), whole);
    count(json, "stored", all.of(Book.STORED), then.of(Book.STORED), whole);
    count(json, "deadLettered", all.of(Book.DEAD_LETTERED), then.of(Book.DEAD_LETTERED), whole);
    reasons(json, "lost", now.lost(), sight.before().lost(), whole);
    reasons(json, "refused", now.refused(), sight.before().refused(), whole);
    json.writeEndObject();
  }

  private void reasons(
      JsonGenerator json, String name, Map<String, Long> now, Map<String, Long> then, boolean whole)
      throws IOException {
    var total = now.values().stream().mapToLong(Long::longValue).sum();
    var before = then.values().stream().mapToLong(Long::longValue).sum();
    json.writeObjectFieldStart(name);
    counts(json, total, before, whole);
    if (whole) {
      json.writeObjectFieldStart("reasons");
      for (var one : now.entrySet()) json.writeNumberField(one.getKey(), one.getValue());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void count(JsonGenerator json, String name, long total, long then, boolean whole)
      throws IOException {
    json.writeObjectFieldStart(name);
    counts(json, total, then, whole);
    json.writeEndObject();
  }

  private void counts(JsonGenerator json, long total, long then, boolean whole) throws IOException {
    if (whole) json.writeNumberField(TOTAL, total);
    number(json, PER_SECOND, sight.now().perSecond(total, then, sight.before()), TENTHS);
  }

  private void latency(JsonGenerator json) throws IOException {
    var spread = sight.now().delivery().since(sight.secondsAgo().delivery());
    json.writeObjectFieldStart("latency");
    number(json, "p50", spread.millis(50), THOUSANDTHS);
    number(json, "p99", spread.millis(99), THOUSANDTHS);
    number(json, "max", spread.maxMillis(), THOUSANDTHS);
    json.writeEndObject();
  }

  private void cpu(JsonGenerator json) throws IOException {
    var used = sight.now().machine().cpuNanos();
    var cores = sight.now().perSecond(used, sight.before().machine().cpuNanos(), sight.before());
    json.writeObjectFieldStart("cpu");
    number(json, USED, cores / 1e9, THOUSANDTHS);
    json.writeNumberField("cores", Runtime.getRuntime().availableProcessors());
    json.writeEndObject();
  }

  private static void room(JsonGenerator json, String name, Room room, boolean whole)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField(USED, room.used());
    if (whole) json.writeNumberField(LIMIT, room.limit());
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, @Nullable Double value, double parts)
      throws IOException {
    if (value == null) {
      json.writeNullField(name);
      return;
    }
    json.writeFieldName(name);
    var rounded = Math.round(value * parts) / parts;
    if (rounded == Math.rint(rounded)) {
      json.writeNumber((long) rounded);
    } else {
      json.writeNumber(rounded);
    }
  }

  private void audit(JsonGenerator json) throws IOException {
    var all = sight.now().all();
    json.writeObjectFieldStart("audit");
    json.writeNumberField("accepted", all.of(Book.ACCEPTED));
    json.writeNumberField("recovered", all.of(Book.RECOVERED));
    json.writeNumberField("requeued", all.of(Book.REQUEUED));
    json.writeNumberField("delivered", all.of(Book.DELIVERED));
    json.writeNumberField("deadLettered", all.of(Book.DEAD_LETTERED));
    json.writeNumberField("lost", all.of(Book.LOST));
    json.writeNumberField("waiting", all.of(Book.WAITING));
    json.writeNumberField("difference", all.difference());
    json.writeBooleanField("holds", all.difference() == 0);
    json.writeBooleanField("moving", !all.same(sight.before().all()));
    json.writeEndObject();
  }
}
