package dev.weir.gateway.once;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.Clock;
import dev.weir.Header;
import dev.weir.Message;
import dev.weir.Problem;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Field;
import dev.weir.metrics.Metrics;
import dev.weir.wal.Entry;
import dev.weir.wal.Wal;
import dev.weir.wal.WalException;
import dev.weir.wal.WalOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys that are done, on the disk: a write-ahead log whose messages are the answers, each
/// acknowledged when its key is forgotten. One thread owns it.
///
/// | of the message | |
/// |---|---|
/// | timestamp | when it was done |
/// | key | whose key it is, what the request was sent to, and the key |
/// | value | the answer's body; null where it was not kept |
/// | headers | `print`, `status`, `type`, and the answer's fields behind a colon |
final class KeyLog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KeyLog.class);
  private static final String NAME = "idempotency";
  private static final String PRINT = "print";
  private static final String STATUS = "status";
  private static final String TYPE = "type";
  private static final String FIELD = ":";
  private static final int SEGMENT_BYTES = 2 << 20;
  private static final long BYTES_MIN = 16L << 20;

  /// What an answer of some fields and a short body takes.
  private static final long KEY_BYTES = 1 << 10;

  private static final long SAY_EVERY_NANOS = 60_000_000_000L;

  private final AtomicLong saidNanos;
  private final WalOptions options;
  private final Metrics metrics;
  private final Clock clock;
  private final IdentityHashMap<Done, Long> sequences = new IdentityHashMap<>();
  private @Nullable Wal wal;

  KeyLog(Path folder, int keys, Metrics metrics, Clock clock) {
    this.options =
        new WalOptions(NAME, folder, Math.max(BYTES_MIN, keys * KEY_BYTES), SEGMENT_BYTES);
    this.metrics = metrics;
    this.clock = clock;
    this.saidNanos = new AtomicLong(clock.nanos() - SAY_EVERY_NANOS);
  }

  /// Hands on what is there from an earlier start, the oldest first.
  void restore(Consumer<Done> known) {
    if (!Files.isDirectory(options.folder())) return; // it is made when there is something to keep
    var open = open();
    for (var entry = open.next(); entry != null; entry = open.next()) {
      var one = done(entry);
      sequences.put(one, entry.sequence());
      known.accept(one);
    }
  }

  private Wal open() {
    var present = wal;
    if (present == null) {
      present = Wal.open(options, metrics, clock);
      wal = present;
    }
    return present;
  }

  /// Keeps one, and then runs a task, on the log's thread: also where it cannot be kept, for what
  /// it stands for is done in any case.
  void keep(Done one, Runnable then) {
    var listener =
        new Wal.Listener() {
          @Override
          public void stored() {
            then.run();
          }

          @Override
          public void notStored(Problem why) {
            notKept(why.text());
            then.run();
          }
        };
    var why = append(one, listener);
    if (why == null) return;
    notKept(why);
    then.run();
  }

  /// Null, or why it is not there.
  private @Nullable String append(Done one, Wal.Listener listener) {
    try {
      var log = open();
      var sequence = log.append(message(one), null, listener);
      if (sequence == Wal.NOT_APPENDED) {
        var trouble = log.trouble();
        return trouble == null ? "it is too large" : trouble.text();
      }
      sequences.put(one, sequence);
      log.commit();
      return null;
    } catch (WalException e) {
      return e.getMessage();
    }
  }

  /// Said now and then: where one cannot be kept, many cannot.
  private void notKept(String why) {
    var nowNanos = clock.nanos();
    var last = saidNanos.get();
    if (nowNanos - last < SAY_EVERY_NANOS || !saidNanos.compareAndSet(last, nowNanos)) return;
    log.warn("Idempotency-Keys will be forgotten with the next restart: {}", why);
  }

  void forget(Done one) {
    var sequence = sequences.remove(one);
    if (sequence != null && wal != null) wal.ack(sequence);
  }

  void tick() {
    if (wal != null) wal.tick();
  }

  private static Message message(Done one) {
    var answer = one.answer();
    var headers = new ArrayList<Header>();
    headers.add(header(PRINT, one.print().hex()));
    if (answer != null) {
      headers.add(header(STATUS, Integer.toString(answer.status())));
      if (answer.contentType() != null) headers.add(header(TYPE, answer.contentType()));
      for (var field : answer.fields()) headers.add(header(FIELD + field.name(), field.value()));
    }
    return new Message(
        NAME,
        Message.ANY_PARTITION,
        one.sinceMillis(),
        one.id().getBytes(UTF_8),
        answer == null ? null : answer.body(),
        headers);
  }

  private static Header header(String name, String value) {
    return new Header(name, value.getBytes(UTF_8));
  }

  private static Done done(Entry entry) {
    var message = entry.message();
    String print = "";
    String type = null;
    var status = 0;
    var fields = new ArrayList<Field>();
    for (var header : message.headers()) {
      var value = text(header.value());
      switch (header.name()) {
        case PRINT -> print = value;
        case STATUS -> status = Integer.parseInt(value);
        case TYPE -> type = value;
        default -> fields.add(new Field(header.name().substring(FIELD.length()), value));
      }
    }
    var body = message.value();
    var answer = body == null ? null : new Answer(status, type, body, fields);
    return new Done(text(message.key()), new Print(print), answer, message.timestamp());
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, UTF_8);
  }

  @Override
  public void close() {
    if (wal != null) wal.close();
  }
}
