package dev.weir.gateway.api.delivery;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.config.FileConfig;
import dev.weir.config.SinkConfig;
import dev.weir.delivery.SinkDetail;
import dev.weir.delivery.SinkState;
import dev.weir.gateway.api.Surroundings;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes how each sink is doing, as the schema `Lanes` has it.
record Lanes(Surroundings surroundings) {
  private long millis() {
    return surroundings.clock().millis();
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("at", millis());
    json.writeArrayFieldStart("lanes");
    for (var sink : surroundings.delivery().sinks()) write(json, sink);
    json.writeEndArray();
    json.writeEndObject();
  }

  /// What charts are drawn from.
  void writeBrief(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("at", millis());
    json.writeArrayFieldStart("lanes");
    for (var sink : surroundings.delivery().sinks()) {
      json.writeStartObject();
      json.writeStringField("sink", sink.sink());
      depths(json, sink);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  void write(JsonGenerator json, SinkState sink) throws IOException {
    var detail = sink.detail();
    json.writeStartObject();
    json.writeStringField("sink", sink.sink());
    kind(json, sink.sink());
    json.writeStringField("breaker", sink.breaker().toLowerCase(Locale.ROOT));
    json.writeBooleanField("held", sink.held());
    json.writeNumberField("since", detail.since());
    moment(json, "nextTryAt", detail.nextTry());
    json.writeNumberField("failures", detail.failures());
    json.writeNumberField("failuresMax", detail.failuresMax());
    json.writeNumberField("successes", detail.successes());
    json.writeNumberField("successesMax", detail.successesMax());
    failure(json, detail.lastFailure());
    topics(json, sink);
    depths(json, sink);
    json.writeBooleanField("logged", sink.logged());
    json.writeNumberField("logLimit", surroundings.settings().get().wal().limitBytes());
    moment(json, "oldest", sink.waiting() == 0 ? 0 : detail.oldest());
    json.writeBooleanField("oldestAtLeast", detail.oldestAtLeast());
    replay(json, detail.replay());
    trouble(json, sink);
    json.writeEndObject();
  }

  private static void depths(JsonGenerator json, SinkState sink) throws IOException {
    json.writeNumberField("queued", sink.detail().queued());
    json.writeNumberField("inFlight", sink.detail().inFlight());
    json.writeNumberField("waiting", sink.waiting());
    json.writeNumberField("deadLetters", sink.deadLetters());
    json.writeNumberField("logBytes", sink.logBytes());
  }

  private void kind(JsonGenerator json, String name) throws IOException {
    var kind = kind(name);
    json.writeStringField("kind", kind instanceof FileConfig ? "file" : "kafka");
    if (!(kind instanceof FileConfig file)) return;
    json.writeObjectFieldStart("file");
    json.writeStringField("path", file.path().toString());
    json.writeNumberField("rotateBytes", file.rotateBytes());
    json.writeNumberField("keep", file.keep());
    json.writeEndObject();
  }

  private SinkConfig.@Nullable Kind kind(String name) {
    for (var sink : surroundings.settings().get().sinks()) {
      if (sink.name().equals(name)) return sink.kind();
    }
    return null;
  }

  private static void failure(JsonGenerator json, SinkDetail.@Nullable Failure failure)
      throws IOException {
    if (failure == null) {
      json.writeNullField("lastFailure");
      return;
    }
    json.writeObjectFieldStart("lastFailure");
    json.writeStringField("code", failure.code());
    json.writeStringField("text", failure.text());
    json.writeNumberField("at", failure.at());
    json.writeEndObject();
  }

  private static void topics(JsonGenerator json, SinkState sink) throws IOException {
    json.writeNumberField("topicsAwayCount", sink.topicsAway());
    json.writeArrayFieldStart("topicsAway");
    for (var away : sink.detail().topicsAway()) {
      json.writeStartObject();
      json.writeStringField("topic", away.topic());
      json.writeStringField("why", away.why());
      json.writeNumberField("since", away.since());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void replay(JsonGenerator json, SinkDetail.Replaying replay) throws IOException {
    if (replay.begun() == 0) {
      json.writeNullField("replay");
      return;
    }
    var underWay = replay.ended() == 0;
    var left = underWay ? replay.left() : 0;
    json.writeObjectFieldStart("replay");
    json.writeBooleanField("underWay", underWay);
    json.writeNumberField("done", replay.done());
    json.writeNumberField("total", replay.done() + left);
    json.writeNumberField("perSecond", Math.round(replay.perSecond()));
    if (underWay && replay.perSecond() > 0) {
      json.writeNumberField("secondsLeft", Math.ceil(10 * left / replay.perSecond()) / 10);
    } else {
      json.writeNullField("secondsLeft");
    }
    json.writeNumberField("begun", replay.begun());
    moment(json, "ended", replay.ended());
    json.writeEndObject();
  }

  private static void trouble(JsonGenerator json, SinkState sink) throws IOException {
    var trouble = sink.trouble();
    if (trouble == null) {
      json.writeNullField("trouble");
      return;
    }
    json.writeObjectFieldStart("trouble");
    json.writeStringField("code", trouble.code().label());
    json.writeStringField("text", trouble.text());
    json.writeEndObject();
  }

  private static void moment(JsonGenerator json, String field, long millis) throws IOException {
    if (millis == 0) json.writeNullField(field);
    else json.writeNumberField(field, millis);
  }
}
