package dev.weir.gateway.api.delivery;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.delivery.Kept;
import dev.weir.gateway.api.Surroundings;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Route;
import dev.weir.gateway.web.Target;
import dev.weir.wal.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is in the log of a sink: messages that wait, and dead letters.
final class LogRoutes {
  private static final String KIND = "kind";
  private static final String KINDS = "waiting (the default) or dead";
  private static final int LIMIT = 100;
  private static final int TOPICS_MAX = 20;

  private final Sinks sinks;
  private final Blocking blocking;

  LogRoutes(Surroundings surroundings) {
    this.sinks = new Sinks(surroundings.delivery());
    this.blocking = surroundings.blocking();
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/api/wal/{sink}",
            Doc.of("Lists messages in the log of a sink, oldest first")
                .query(KIND, "string", KINDS)
                .query("topic", "string", "Of topics of this name; * stands for anything")
                .query("reason", "string", "Dead letters of this reason, such as too_large")
                .query("cursor", "string", "Where the answer before says to go on")
                .query("limit", "integer", "How many at most, up to 1,000; 100 by default")
                .gives(200, "LogSlice")
                .fails(404, 422),
            blocking.resource(this::list)),
        Route.get(
            "/api/wal/{sink}/{sequence}",
            Doc.of("Shows one message in the log of a sink, whole up to 1 MiB")
                .query(KIND, "string", KINDS)
                .gives(200, "LogMessage")
                .fails(404, 422),
            blocking.resource(this::one)),
        Route.get(
            "/api/deadletters/{sink}",
            Doc.of("Counts the dead letters of a sink by reason and topic")
                .gives(200, "DeadLetters")
                .fails(404),
            blocking.resource(this::reasons)),
        Route.get(
            "/api/deadletters/{sink}/export",
            Doc.of("Writes the dead letters of a sink as envelopes, a line each")
                .query(KIND, "string", "dead (the default) or waiting")
                .query("topic", "string", "Of topics of this name; * stands for anything")
                .query("reason", "string", "Of this reason, such as too_large")
                .gives(200, "Envelope")
                .fails(404, 422),
            new Export(sinks)));
  }

  private Answer list(Call call) {
    var kept = kept(call);
    var limit = Math.clamp(number(call, "limit", LIMIT), 1, LogReader.LIMIT_MAX);
    var wanted = Wanted.of(call.query("topic"), call.query("reason"));
    var slice = LogReader.of(kept).read(number(call, "cursor", 0), limit, wanted, LogRoutes::brief);
    var next = slice.next();
    return Json.answer(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("messages");
      for (var entry : slice.entries()) json.writeRawValue(entry);
      json.writeEndArray();
      json.writeNumberField("scanned", slice.scanned());
      json.writeNumberField("of", kept.count());
      if (next == null) json.writeNullField("cursor");
      else json.writeStringField("cursor", Long.toString(next));
      json.writeEndObject();
    });
  }

  private static String brief(Entry entry) {
    var bytes = Json.bytes(json -> new EntryWriter(json, EntryWriter.LINE_BYTES).write(entry));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Answer one(Call call) {
    var sequence = number(call.name("sequence"), "The sequence");
    var found = LogReader.of(kept(call)).read(sequence, 1, _ -> true, entry -> entry).entries();
    if (found.isEmpty() || found.getFirst().sequence() != sequence) {
      throw RestException.plain(
          404, "Message %d is not there: it was delivered or dropped".formatted(sequence));
    }
    return Json.answer(
        json -> new EntryWriter(json, EntryWriter.WHOLE_BYTES).write(found.getFirst()));
  }

  private Answer reasons(Call call) {
    var kept = sinks.kept(call.name("sink"), true);
    var reasons = new TreeMap<String, TreeMap<String, Integer>>();
    var reader = LogReader.of(kept);
    var next =
        reader.each(
            0,
            entry -> {
              var reason = entry.reason();
              var code = reason == null ? "unknown" : reason.code().label();
              reasons
                  .computeIfAbsent(code, _ -> new TreeMap<>())
                  .merge(entry.message().topic(), 1, Integer::sum);
              return true;
            });
    return Json.answer(json -> {
      json.writeStartObject();
      json.writeNumberField("count", kept.count());
      json.writeNumberField("scanned", reader.scanned());
      json.writeBooleanField("whole", next == null);
      json.writeArrayFieldStart("reasons");
      for (var reason : reasons.entrySet()) write(json, reason.getKey(), reason.getValue());
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, String reason, Map<String, Integer> topics)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("reason", reason);
    json.writeNumberField("count", topics.values().stream().mapToInt(Integer::intValue).sum());
    Json.strings(json, "topics", topics.keySet().stream().limit(TOPICS_MAX).toList());
    json.writeEndObject();
  }

  private Kept kept(Call call) {
    return sinks.kept(call.name("sink"), dead(call, "waiting"));
  }

  /// Whether it is about dead letters.
  static boolean dead(Target target, String usual) {
    var kind = target.query(KIND) == null ? usual : String.valueOf(target.query(KIND));
    if (Set.of("waiting", "dead").contains(kind)) return kind.equals("dead");
    throw RestException.plain(422, "kind is '%s', and there are waiting and dead".formatted(kind));
  }

  private static long number(Call call, String name, long usual) {
    var text = call.query(name);
    return text == null || text.isEmpty() ? usual : number(text, name);
  }

  private static long number(@Nullable String text, String what) {
    try {
      return Long.parseLong(String.valueOf(text));
    } catch (NumberFormatException e) {
      throw RestException.plain(422, "%s is '%s' and no whole number".formatted(what, text))
          .because(e);
    }
  }
}
