package dev.weir;

import java.util.Locale;

/// Why something did not work: a code for machines; what, why and what to do for people.
///
/// All texts about messages stand here, beside one another, so that they are read together.
///
/// @param retryAfterMillis when trying again makes sense, or 0 where nobody knows
public record Problem(Code code, String what, String why, String remedy, long retryAfterMillis) {

  /// The kinds that an ingress may have to tell apart.
  public enum Code {
    INVALID_TOPIC(false),
    TOO_LARGE(false),
    BATCH_TOO_LARGE(false),
    INVALID_MESSAGE(false),
    UNKNOWN_TOPIC(false),
    UNKNOWN_PARTITION(false),
    NOT_AUTHORISED(false),
    RATE_LIMITED(true),
    MEMORY_FULL(true),
    WAL_FULL(true),
    WAL_FAILED(true),
    TIMED_OUT(true),
    UNAVAILABLE(true),
    STOPPING(true),
    CORRUPT(false),
    BUG(false);

    private final boolean retriable;
    private final String label = name().toLowerCase(Locale.ROOT);

    Code(boolean retriable) {
      this.retriable = retriable;
    }

    /// Whether the same message may well succeed a moment later.
    public boolean retriable() {
      return retriable;
    }

    /// As metrics and answers show it, such as `memory_full`.
    public String label() {
      return label;
    }
  }

  public Problem(Code code, String what, String why, String remedy) {
    this(code, what, why, remedy, 0);
  }

  /// Of a message that is lost for this reason: whether its sink may have it all the same, or get
  /// it yet, because nobody was told in time.
  public boolean mayBeDone() {
    return code == Code.TIMED_OUT || code == Code.STOPPING;
  }

  /// One line for a log or a plain-text answer.
  public String text() {
    var end = why.endsWith(".") ? " " : ". "; // Kafka's own sentences have one
    return what + ": " + why + end + remedy + ".";
  }

  public static Problem invalidTopic(String topic) {
    return new Problem(
        Code.INVALID_TOPIC,
        "The topic name '%s' is not legal".formatted(TopicName.shown(topic)),
        "a name has 1 to 249 of the characters A-Z a-z 0-9 . _ - and is neither '.' nor '..'",
        "Correct the name");
  }

  public static Problem ownTopic(String topic) {
    return new Problem(
        Code.NOT_AUTHORISED,
        "The message for topic '%s' was refused".formatted(topic),
        "the gateways keep their own notes there (peers.topic)",
        "Send to another topic");
  }

  /// The same whether there is such a topic or not.
  public static Problem notTheirs(String caller, String topic) {
    return new Problem(
        Code.NOT_AUTHORISED,
        "The message for topic '%s' was refused".formatted(TopicName.shown(topic)),
        "%s may not send there".formatted(caller),
        "Ask whoever sets up users and keys (auth) for the role 'produce' and this topic");
  }

  public static Problem tooLarge(String topic, int sizeBytes, long limitBytes) {
    return new Problem(
        Code.TOO_LARGE,
        "The message for topic '%s' was refused".formatted(topic),
        "it has %,d bytes and limits.message-bytes is %,d".formatted(sizeBytes, limitBytes),
        "Send smaller messages or raise limits.message-bytes");
  }

  public static Problem batchTooLarge(int count, long cost, int countLimit, long costLimit) {
    return new Problem(
        Code.BATCH_TOO_LARGE,
        "The request was refused as a whole",
        "its %,d messages take %,d bytes of memory, and limits.in-flight is %,d and limits.memory %,d"
            .formatted(count, cost, countLimit, costLimit),
        "Send fewer messages at a time or raise the limit");
  }

  /// Plain concatenation, for it is made for every message of a client that sends far too much.
  ///
  /// @param whose such as `topic 'rides'`
  /// @param limit such as `5,000 messages in any 1 s`
  public static Problem rateLimited(String whose, String limit, long retryAfterMillis) {
    return new Problem(
        Code.RATE_LIMITED,
        "The message was not taken in",
        whose + " is at its limit of " + limit,
        "Send it again in " + retryAfterMillis + " ms, or raise the limit",
        retryAfterMillis);
  }

  /// The limit on a rate is below what this one message has.
  public static Problem tooLargeForRate(String whose, String limit, int sizeBytes) {
    return new Problem(
        Code.TOO_LARGE,
        "The message was refused",
        "it has %,d bytes and %s may have %s".formatted(sizeBytes, whose, limit),
        "Send smaller messages or raise the limit");
  }

  public static Problem memoryFull(long limitBytes) {
    return new Problem(
        Code.MEMORY_FULL,
        "The message was not taken in",
        "messages that wait for Kafka fill limits.memory (%,d bytes)".formatted(limitBytes),
        "Send it again later; if this lasts, see whether Kafka is well, or raise limits.memory");
  }

  public static Problem tooManyInFlight(int limit) {
    return new Problem(
        Code.MEMORY_FULL,
        "The message was not taken in",
        "limits.in-flight (%,d messages) already wait for Kafka".formatted(limit),
        "Send it again later; if this lasts, see whether Kafka is well, or raise limits.in-flight");
  }

  /// Of a client that has its share of the room.
  ///
  /// @param clients how many share it
  public static Problem shareFull(int clients) {
    return new Problem(
        Code.MEMORY_FULL,
        "The message was not taken in",
        "more than half of the room is in use (limits.in-flight, limits.memory), and of that this"
            + " client has its share, which is a part in %,d".formatted(clients),
        "Send it again later; if this lasts, see whether Kafka is well");
  }

  public static Problem walFull(long limitBytes) {
    return new Problem(
        Code.WAL_FULL,
        "The message was not taken in",
        "Kafka is away and the log is at its limit, wal.limit (%,d bytes) or the disk's"
            .formatted(limitBytes),
        "Send it again when Kafka is back, or raise wal.limit");
  }

  public static Problem walFailed(String why) {
    return new Problem(
        Code.WAL_FAILED,
        "The message is not safe on this disk",
        "the log could not be written: " + why,
        "See to the disk; Weir tries again every second. Send the message again");
  }

  /// While the circuit breaker keeps messages from a sink that does not take them.
  public static Problem away(String sink) {
    return new Problem(
        Code.UNAVAILABLE,
        "The message was not delivered",
        "the sink '%s' is away".formatted(sink),
        "Send it again later; if this lasts, see whether kafka.bootstrap.servers is right and"
            + " Kafka is well");
  }

  /// Why a sink counts as away that refuses nothing.
  public static Problem silent(String sink, int inHand, long patienceMillis) {
    return new Problem(
        Code.TIMED_OUT,
        "The sink '%s' answers nothing".formatted(sink),
        "it has %,d messages in hand and gave no answer for breaker.patience (%,d ms)"
            .formatted(inHand, patienceMillis),
        "See whether it runs and can be reached from here");
  }

  /// The sink may still take it, so nobody knows.
  public static Problem timedOut(String topic, long waitedMillis) {
    return new Problem(
        Code.TIMED_OUT,
        "A message for topic '%s' was not acknowledged".formatted(topic),
        "its sink gave no answer within %,d ms".formatted(waitedMillis),
        "Send it again; it may then be there twice");
  }

  public static Problem stopping() {
    return new Problem(
        Code.STOPPING,
        "The message was not delivered",
        "the gateway is stopping",
        "Send it again to a running gateway");
  }

  public static Problem nowhere(String topic) {
    return new Problem(
        Code.UNKNOWN_TOPIC,
        "The message for topic '%s' was refused".formatted(topic),
        "no sink takes this topic: its route leads nowhere",
        "Send to another topic, or give it a route");
  }

  public static Problem unknownPartition(String topic, int partition, int partitions) {
    return new Problem(
        Code.UNKNOWN_PARTITION,
        "The message for partition %d of topic '%s' was not sent".formatted(partition, topic),
        "the topic has %d partition(s), counted from 0".formatted(partitions),
        "Name one of them, or none");
  }

  public static Problem bug(RuntimeException e) {
    return new Problem(
        Code.BUG,
        "The message was not delivered",
        "Weir made a mistake: " + e,
        "Report it with the log, which has the details");
  }
}
