package dev.weir.gateway.grpc;

import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.gateway.net.GrpcPort.Status;

/// What a client hears about one message: that it is safe, or the end of its stream. There is no
/// answer on the wire that says no and goes on.
sealed interface Answer {
  record Ack() implements Answer {}

  record End(Status status, String text) implements Answer {}

  Answer ACK = new Ack();
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
              + " again what was not acknowledged; if this lasts, see whether clients stop in the"
              + " middle of a request, or raise limits.memory.");

  static Answer to(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _, Outcome.Stored _, Outcome.Delivered _ -> ACK;
      case Outcome.Refused(var problem) -> end(problem);
      case Outcome.Lost(var problem) -> end(problem);
    };
  }

  static End end(Problem problem) {
    return new End(status(problem.code()), problem.text());
  }

  static End oversized(long bytes, int bytesMax) {
    return new End(
        Status.RESOURCE_EXHAUSTED,
        "The request was refused: it has %,d bytes or more and the limit is %,d. Send smaller messages."
            .formatted(bytes, bytesMax));
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
      case BUG -> Status.INTERNAL;
    };
  }
}
