package dev.weir.gateway.api.live;

import dev.weir.Problem.Code;
import org.jspecify.annotations.Nullable;

/// What a reason for refusing or losing messages means to an operator.
///
/// @param kind `STORED` where the sender has to change something, `LOST` where the gateway could
///   not do better
record Reason(Kind kind, String why, String remedy) {
  /// Null for one that is not known here.
  static @Nullable Reason of(String label) {
    for (var code : Code.values()) {
      if (code.label().equals(label)) return of(code);
    }
    return null;
  }

  static Reason of(Code code) {
    return switch (code) {
      case INVALID_TOPIC, UNKNOWN_TOPIC, UNKNOWN_PARTITION, NOT_AUTHORISED -> place(code);
      case TOO_LARGE, BATCH_TOO_LARGE, INVALID_MESSAGE -> shape(code);
      case RATE_LIMITED, MEMORY_FULL, WAL_FULL, WAL_FAILED -> room(code);
      case TIMED_OUT, UNAVAILABLE, STOPPING, CORRUPT, BUG -> failure(code);
    };
  }

  private static Reason place(Code code) {
    return switch (code) {
      case INVALID_TOPIC ->
          sender("no topic can have that name", "Have the sender use A-Z a-z 0-9 . _ - alone");
      case UNKNOWN_TOPIC ->
          sender("Kafka has no such topic", "Create it, or correct the name at the sender");
      case UNKNOWN_PARTITION ->
          sender("the topic has no such partition", "Have the sender name another one, or none");
      default ->
          sender(
              "Weir's user may not write there",
              "Grant it the right to write to that topic, or correct the name at the sender");
    };
  }

  private static Reason shape(Code code) {
    return switch (code) {
      case TOO_LARGE ->
          sender(
              "they are larger than the gateway or their topic takes",
              "Send smaller ones, or raise limits.message-bytes and max.message.bytes of the topic");
      case BATCH_TOO_LARGE ->
          sender(
              "one request has more than limits.in-flight or limits.memory ever has room for",
              "Send fewer messages in one request");
      default ->
          sender(
              "their topic demands something else, such as a key",
              "The answer that the sender got says what");
    };
  }

  private static Reason room(Code code) {
    return switch (code) {
      case RATE_LIMITED ->
          sender(
              "a rate of their topic or client is used up",
              "Have it send slower, or raise the rate");
      case MEMORY_FULL ->
          new Reason(
              Kind.LOST,
              "limits.memory or limits.in-flight is used up: messages come faster than they go",
              "Find out why the sink is slow, or raise the limit");
      case WAL_FULL ->
          new Reason(
              Kind.LOST,
              "the log is at wal.limit, or its disk is full",
              "Bring the sink back, raise wal.limit, or make room on the disk");
      default ->
          new Reason(
              Kind.LOST, "the log's disk fails", "The gateway's own log says how; see to the disk");
    };
  }

  private static Reason failure(Code code) {
    return switch (code) {
      case TIMED_OUT ->
          new Reason(Kind.LOST, "Kafka did not take them in time", "See whether Kafka is well");
      case UNAVAILABLE ->
          new Reason(
              Kind.LOST,
              "their sink is away, and their sender or their route wants no log",
              "Bring the sink back, or have them wait in the log (acks, wal.mode)");
      case STOPPING -> new Reason(Kind.STORED, "the gateway is stopping", "Start it again");
      case CORRUPT ->
          new Reason(
              Kind.LOST,
              "the log's disk gave back other bytes than were written",
              "Replace the disk; 'weir wal verify' tells what is damaged");
      default ->
          new Reason(Kind.LOST, "Weir made a mistake", "Report it, with the gateway's own log");
    };
  }

  private static Reason sender(String why, String remedy) {
    return new Reason(Kind.STORED, why, remedy);
  }
}
