package dev.weir.gateway.grpc;

import dev.weir.Acks;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.gateway.net.Field;
import dev.weir.gateway.net.GrpcPort.Status;
import java.util.ArrayList;
import java.util.List;

/// What a client hears about one message: that it is safe, or the end of its stream. There is no
/// answer on the wire that says no and goes on.
sealed interface Answer {
  /// The message is safe, so far as its level says.
  record Ack(Acks level) implements Answer {}

  /// The end of the stream, with trailers that tell machines more than the status.
  record End(Status status, String text, List<Field> trailers) implements Answer {
    End(Status status, String text) {
      this(status, text, List.of());
    }

    private End coded(Problem.Code code) {
      return with("weir-problem-code", code.label());
    }

    End with(String name, String value) {
      var more = new ArrayList<>(trailers);
      more.add(new Field(name, value));
      return new End(status, text, List.copyOf(more));
    }
  }

  Ack IN_MEMORY = new Ack(Acks.MEMORY);
  Ack IN_JOURNAL = new Ack(Acks.JOURNAL);
  Ack IN_KAFKA = new Ack(Acks.KAFKA);
  End DONE = new End(Status.OK, "");
  End MALFORMED =
      new End(
          Status.INVALID_ARGUMENT,
          "The request was refused: it is no protobuf message ProdRq. Send topic = 1, message = 2,"
              + " streamOffset = 3.");

  End NO_ROOM =
      new End(
              Status.RESOURCE_EXHAUSTED,
              "The request was refused: there is no room in limits.memory for what has come of it. Send"
                  + " again what was not acknowledged; if this lasts, see whether clients stop in"
                  + " the middle of a request, or raise limits.memory.")
          .coded(Problem.Code.MEMORY_FULL);

  static Answer to(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _ -> IN_MEMORY;
      case Outcome.Stored _ -> IN_JOURNAL;
      case Outcome.Delivered _ -> IN_KAFKA;
      case Outcome.Refused(var problem) -> end(problem);
      case Outcome.Lost(var problem) -> end(problem);
    };
  }

  static End end(Problem problem) {
    var end = new End(status(problem.code()), problem.text()).coded(problem.code());
    var millis = problem.retryAfterMillis();
    // The name by which gRPC's own clients know when to retry.
    return millis == 0 ? end : end.with("grpc-retry-pushback-ms", Long.toString(millis));
  }

  /// The text is gRPC's own, by which clients know what to do.
  static End oversized(long bytes, int bytesMax) {
    return new End(
            Status.RESOURCE_EXHAUSTED,
            "grpc: received message larger than max (%d vs. %d)".formatted(bytes, bytesMax))
        .coded(Problem.Code.TOO_LARGE);
  }

  /// Of a message that Kafka could never take.
  ///
  /// @param why such as `partition is -1`
  static End unfit(String why) {
    return new End(
            Status.INVALID_ARGUMENT,
            "The message was refused: its %s. Send a partition and a timestamp of 0 or more or none, and at most %,d headers."
                .formatted(why, ProduceCodec.HEADERS_MAX))
        .coded(Problem.Code.INVALID_MESSAGE);
  }

  private static Status status(Problem.Code code) {
    return switch (code) {
      case INVALID_TOPIC,
          TOO_LARGE,
          BATCH_TOO_LARGE,
          INVALID_MESSAGE,
          UNKNOWN_TOPIC,
          UNKNOWN_PARTITION ->
          Status.INVALID_ARGUMENT;
      case NOT_AUTHORISED -> Status.PERMISSION_DENIED;
      case RATE_LIMITED, MEMORY_FULL -> Status.RESOURCE_EXHAUSTED;
      case WAL_FULL, WAL_FAILED, TIMED_OUT, UNAVAILABLE, STOPPING -> Status.UNAVAILABLE;
      case CORRUPT, BUG -> Status.INTERNAL;
    };
  }
}
