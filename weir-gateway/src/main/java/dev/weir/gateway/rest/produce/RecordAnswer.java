package dev.weir.gateway.rest.produce;

import static dev.weir.gateway.rest.produce.AnswerBytes.ascii;

import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.gateway.rest.produce.Ready.Described;
import dev.weir.gateway.rest.produce.Ready.Noted;
import dev.weir.gateway.web.RestException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the sender of a record hears in v3. Pure.
///
/// ```
/// {"error_code":200,"cluster_id":"…","topic_name":"t","partition_id":0,"offset":5,
///  "timestamp":"…","key":{"type":"STRING","size":1},"value":{"type":"JSON","size":7}}
/// {"error_code":400,"message":"…"}
/// ```
final class RecordAnswer {
  private static final int RECORD_BYTES = 256; // as most have
  private static final byte[] GOOD = ascii("{\"error_code\":200,");
  private static final byte[] BAD = ascii("{\"error_code\":");
  private static final byte[] MESSAGE = ascii(",\"message\":");
  private static final byte[] OFFSET = ascii(",\"offset\":");
  private static final byte[] NOWHERE = ascii("null,\"offset\":null");
  private static final byte[] TIMESTAMP = ascii(",\"timestamp\":\"");
  private static final byte[] KEY = ascii(",\"key\":");
  private static final byte[] VALUE = ascii(",\"value\":");
  private static final byte[] TYPE = ascii("{\"type\":");
  private static final byte[] SIZE = ascii(",\"size\":");
  private static final byte[] SUBJECT = ascii(",\"subject\":");
  private static final byte[] SCHEMA_ID = ascii(",\"schema_id\":");
  private static final byte[] SCHEMA_VERSION = ascii(",\"schema_version\":");

  private final Codes codes;

  /// All up to the number of the partition.
  private final byte[] place;

  RecordAnswer(String clusterId, String topic, Codes codes) {
    this.codes = codes;
    this.place =
        new AnswerBytes(RECORD_BYTES)
            .add(ascii("\"cluster_id\":"))
            .add(clusterId)
            .add(ascii(",\"topic_name\":"))
            .add(topic)
            .add(ascii(",\"partition_id\":"))
            .bytes();
  }

  /// A line for each record. Hot.
  byte[] line(Noted noted, Outcome outcome) {
    var problem = Codes.problem(outcome);
    if (problem != null) return line(problem);
    var line = new AnswerBytes(RECORD_BYTES).add(GOOD);
    where(line, noted, outcome);
    return line.add('}').add('\n').bytes();
  }

  byte[] line(Problem problem) {
    return line(codes.v3(problem), problem.text());
  }

  byte[] line(RestException why) {
    return line(codes.shown(why.code()), String.valueOf(why.getMessage()));
  }

  private static byte[] line(int code, String message) {
    var line = new AnswerBytes(RECORD_BYTES).add(BAD);
    return line.add((long) code).add(MESSAGE).add(message).add('}').add('\n').bytes();
  }

  int code(Problem problem) {
    return codes.v3(problem);
  }

  int code(RestException why) {
    return codes.shown(why.code());
  }

  /// The fields of a record that is safe, without brackets around them.
  void where(AnswerBytes to, Noted noted, Outcome outcome) {
    to.add(place);
    if (outcome instanceof Outcome.Delivered(var partition, var offset) && offset >= 0) {
      to.add((long) partition).add(OFFSET).add(offset);
    } else {
      to.add(NOWHERE);
    }
    var time = Instant.ofEpochMilli(noted.timestamp()).toString();
    to.add(TIMESTAMP).add(ascii(time)).add('"');
    describe(to, KEY, noted.key());
    describe(to, VALUE, noted.value());
  }

  private static void describe(AnswerBytes to, byte[] name, @Nullable Described one) {
    if (one == null) return;
    to.add(name).add(TYPE).add(one.type()).add(SIZE).add((long) one.size());
    var schema = one.schema();
    if (schema != null) {
      var subject = schema.subject();
      var version = schema.version();
      if (subject != null) to.add(SUBJECT).add(subject);
      to.add(SCHEMA_ID).add((long) schema.id());
      if (version != null) to.add(SCHEMA_VERSION).add((long) version);
    }
    to.add('}');
  }
}
