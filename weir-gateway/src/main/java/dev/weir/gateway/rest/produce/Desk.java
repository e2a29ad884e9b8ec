package dev.weir.gateway.rest.produce;

import dev.weir.Acks;
import dev.weir.Clock;
import dev.weir.Message;
import dev.weir.Receipt;
import dev.weir.Submission;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.cluster.ClusterId;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.rest.produce.Destinations.Destination;
import dev.weir.gateway.rest.produce.Draft.Datum;
import dev.weir.gateway.rest.produce.Ready.Described;
import dev.weir.gateway.rest.schema.Schemas;
import dev.weir.gateway.tracing.Tracing;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Target;
import dev.weir.metrics.Counter;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What all produce calls do with their records. Any thread.
///
/// @param arrived counts them
record Desk(
    Delivery delivery,
    Counter arrived,
    Supplier<WeirConfig> settings,
    Schemas schemas,
    Destinations destinations,
    ClusterId clusterId,
    Tracing tracing,
    Clock clock) {
  private static final String THE_ONE = "-";
  private static final int UNKNOWN_TOPIC = 40_403;

  /// What the path of a call names.
  record Place(String cluster, String topic) {
    static Place of(Target target) {
      return new Place(target.name("cluster_id"), ProduceResource.legal(target.name("topic_name")));
    }

    Destination destination() {
      return new Destination(topic, null);
    }
  }

  /// Refuses another cluster, as far as that is known. Never blocks.
  void check(Place place) {
    var known = clusterId.known();
    if (known != null) check(place, known);
  }

  private static void check(Place place, String known) {
    if (place.cluster().equals(THE_ONE) || place.cluster().equals(known)) return;
    throw RestException.plain(
        404,
        "There is no cluster '%s' here; it is '%s', or '-' for the one that there is"
            .formatted(JsonBytes.shown(place.cluster()), known));
  }

  /// Whether nothing need be asked before records are handed on. Never blocks. Hot.
  boolean isSure(Place place) {
    return clusterId.known() != null && destinations.isSure(place.destination());
  }

  /// Asks what is not known, and refuses what is not there. Blocks.
  void ask(Place place) {
    check(place, clusterId.get());
    if (destinations.isSure(place.destination())) return;
    try {
      destinations.check(place.destination());
    } catch (RestException e) {
      throw new RestException(e.status(), UNKNOWN_TOPIC, String.valueOf(e.getMessage())).because(e);
    }
  }

  /// Of the cluster that is known by then.
  RecordAnswer answers(Place place) {
    var id = clusterId.known();
    return new RecordAnswer(
        id == null ? place.cluster() : id, place.topic(), new Codes(settings.get().rest().codes()));
  }

  /// What stands in the place of what a record does not say.
  DraftReader.Absent absent() {
    return new DraftReader.Absent(settings.get().partitioner().rest().unchosen(), clock.millis());
  }

  /// Encodes what has a schema, for which it blocks; else it does not.
  Ready ready(String topic, Draft draft) {
    var key = encoded(topic, Schemas.Side.KEY, draft.key());
    var value = encoded(topic, Schemas.Side.VALUE, draft.value());
    var message =
        new Message(
            topic,
            draft.partition(),
            draft.timestamp(),
            key == null ? null : key.bytes(),
            value == null ? null : value.bytes(),
            draft.headers());
    var noted =
        new Ready.Noted(
            draft.timestamp(),
            key == null ? null : key.described(),
            value == null ? null : value.described());
    return new Ready(message, noted);
  }

  @SuppressWarnings("ArrayRecordComponent") // handed over, compared by nobody
  private record Encoded(byte[] bytes, Described described) {}

  private @Nullable Encoded encoded(String topic, Schemas.Side side, @Nullable Datum datum) {
    if (datum == null) return null;
    var choice = datum.choice();
    if (choice == null) {
      var bytes = datum.bytes();
      return new Encoded(bytes, new Described(String.valueOf(datum.type()), bytes.length, null));
    }
    var schema = schemas.schema(datum.format(), side, topic, choice);
    var bytes = schema.encode(datum.bytes());
    return new Encoded(bytes, new Described(schema.format().name(), bytes.length, schema));
  }

  /// Hot.
  void submit(Head head, List<Message> messages, Receipt receipt) {
    submit(head, new Submission(messages, Acks.KAFKA, head.caller(), receipt));
  }

  /// Hot.
  void submit(Head head, Submission submission) {
    submit(tracing.begun("rest", head::header, submission));
  }

  /// One of a stream, which is traced as a whole. Hot.
  void submit(Submission submission) {
    arrived.add(submission.messages().size());
    delivery.submit(submission);
  }
}
