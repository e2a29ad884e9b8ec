package dev.weir.gateway.rest.consumers;

import dev.weir.config.ConsumersConfig;
import dev.weir.gateway.web.RestException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.InvalidOffsetException;

/// How an instance comes by records: joins, waits and fetches ahead. Its thread owns it.
final class Reading {
  /// How long somebody waits for a group to give the instance its partitions.
  private static final long JOIN_NANOS = ConsumersConfig.JOIN_AT_MOST.toNanos();

  /// The longest that Kafka's client is left alone, so that the end of an instance is noticed.
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /// How long a connection to Kafka may take before Kafka counts as away.
  private static final long CONNECT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// Records in hand wait so long for more, and so long in all.
  private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final long LINGER_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(200);

  /// A client that has just read is likely to come again.
  private static final long AHEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long AHEAD_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long AHEAD_BYTES = 1 << 20;

  /// How often Kafka's client works for an instance that nobody calls. Heartbeats go on by
  /// themselves; this is how soon a change of the group is noticed.
  private static final long NAP_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(2);

  private static final long NAP_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);

  private final Reader reader;
  private long napNanos = NAP_NANOS_MIN;
  private long readNanos;
  private long aheadBytes = AHEAD_BYTES;
  private boolean hasRead;

  Reading(Reader reader) {
    this.reader = reader;
  }

  /// Something happened: the client is likely to have work.
  void wake() {
    napNanos = NAP_NANOS_MIN;
  }

  /// Does what is to be done when nobody waits, and answers for how long there is nothing more.
  long work() {
    var open = reader.open();
    if (open == null || open.membership().way() == Membership.Way.NONE) return NAP_NANOS_MAX;
    try {
      reader.commitIfDue();
      var joined = open.membership().joined();
      reader.flow(ahead());
      var count = reader.poll(reader.isFlowing() ? AHEAD_POLL_NANOS : 0);
      if (count > 0 || reader.isFlowing()) return 0;
      if (joined != open.membership().joined()) wake();
      napNanos = Math.min(NAP_NANOS_MAX, napNanos * 5 / 4 + 1);
      return napNanos;
    } catch (RuntimeException e) {
      reader.failed(e);
      return NAP_NANOS_MAX;
    }
  }

  private boolean ahead() {
    var around = reader.around();
    var soon = reader.inHand() != null || around.clock().nanos() - readNanos < AHEAD_NANOS;
    return hasRead && soon && reader.backlog().weight() < aheadBytes && around.plenty();
  }

  /// Waits until the instance has its partitions, or for as long as that may take at most.
  void awaitPartitions(Reader.Open open) {
    awaitPartitions(open, reader::isEnding);
  }

  private void awaitPartitions(Reader.Open open, BooleanSupplier given) {
    var clock = reader.around().clock();
    var end = clock.nanos() + JOIN_NANOS;
    while (!open.membership().joined() && !given.getAsBoolean() && clock.nanos() < end) {
      try {
        reader.poll(SLICE_NANOS);
      } catch (InvalidOffsetException e) {
        // it has its partitions, and not where to begin: whoever reads hears of that
      }
    }
  }

  /// Whether nobody waits for what a read would find: those behind it are to go on.
  private boolean givenUp(ReadRequest request) {
    return reader.isEnding() || request.deserted().getAsBoolean();
  }

  /// Reads. Empty where no record came in time, the instance ends or the client went away.
  Batch read(ReadRequest request) {
    var open = reader.open();
    if (open == null || open.membership().way() == Membership.Way.NONE) {
      throw reader.name().illegal("is subscribed to nothing and has no assignment to read from");
    }
    reader.throwFailure();
    if (reader.backlog().isEmpty()) reader.around().checkMemory();
    reader.flow(true);
    awaitPartitions(open, () -> givenUp(request));
    fill(request);
    if (givenUp(request)) return Batch.empty();
    if (reader.backlog().isEmpty()) checkKafka(open);
    var batch = reader.take(request);
    readNanos = reader.around().clock().nanos();
    hasRead = true;
    aheadBytes = Math.max(AHEAD_BYTES, batch.weight());
    return batch;
  }

  private void fill(ReadRequest request) {
    var clock = reader.around().clock();
    var end = clock.nanos() + request.waitNanos();
    var anyWill = request.bytesMin() <= 0;
    var inHand = anyWill && !reader.backlog().isEmpty();
    var lingerEnd = inHand ? clock.nanos() + LINGER_NANOS_MAX : end;
    while (!enough(request) && !givenUp(request)) {
      var left = Math.min(end, lingerEnd) - clock.nanos();
      if (left <= 0) return;
      var lingers = anyWill && !reader.backlog().isEmpty();
      var count = reader.poll(Math.min(left, lingers ? LINGER_NANOS : SLICE_NANOS));
      if (lingers && count == 0) return;
      if (anyWill && !lingers && count > 0) lingerEnd = clock.nanos() + LINGER_NANOS_MAX;
    }
  }

  private boolean enough(ReadRequest request) {
    var backlog = reader.backlog();
    if (backlog.isEmpty()) return false;
    var settings = reader.around().settings().get().consumers();
    var budget = reader.around().budget();
    return backlog.bytes() >= request.bytesMax()
        || backlog.count() >= request.recordsMax()
        || (request.bytesMin() > 0 && backlog.bytes() >= request.bytesMin())
        || backlog.weight() >= settings.maxBytes()
        || budget.usedBytes() >= budget.limitBytes() / 4 * 3;
  }

  /// Tells a topic without records from a Kafka that is away.
  private void checkKafka(Reader.Open open) {
    var clock = reader.around().clock();
    var end = clock.nanos() + CONNECT_NANOS;
    while (!connected(open) && reader.backlog().isEmpty()) {
      if (clock.nanos() >= end) throw away();
      reader.poll(SLICE_NANOS);
    }
  }

  private static boolean connected(Reader.Open open) {
    for (var metric : open.kafka().metrics().entrySet()) {
      var name = metric.getKey();
      if (!name.name().equals("connection-count") || !name.group().equals("consumer-metrics"))
        continue;
      return metric.getValue().metricValue() instanceof Double count && count > 0;
    }
    return true;
  }

  private static RestException away() {
    return new RestException(
        503,
        50302,
        "Kafka is not reached, so it is not known whether there are records. Read again later");
  }
}
