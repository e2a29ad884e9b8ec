package dev.weir.cli.copy;

import dev.weir.cli.copy.Copied.Place;
import dev.weir.cli.message.Envelope;
import dev.weir.cli.message.EnvelopeReader;
import dev.weir.cli.message.MalformedMessage;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/// The messages of a file of envelope lines, or of stdin. The offset of each is the number of its
/// line.
final class FileSource implements Source {
  private static final long TURN_NANOS = Duration.ofMillis(200).toNanos();

  private final String name;
  private final EnvelopeReader lines;
  private final long totalBytes;
  private final Place begun;
  private final Optional<Copied> memory;
  private boolean more = true;

  /// Behind the last line that was handed on.
  private volatile long doneBytes; // the progress line reads it

  private long doneLines;

  /// @param bytes from where the copy begins on
  /// @param total of all of them, -1 where nobody knows
  record Input(InputStream bytes, long total) {}

  /// @param memory empty where nobody will go on
  FileSource(String name, Input input, Place begun, Optional<Copied> memory) {
    this.name = name;
    this.lines = new EnvelopeReader(input.bytes());
    this.totalBytes = input.total();
    this.begun = begun;
    this.memory = memory;
    doneBytes = begun.bytes();
    doneLines = begun.lines();
  }

  @Override
  public Progress progress(Io io) {
    return totalBytes < 0
        ? Progress.start(io, VERB, -1)
        : Progress.ofBytes(io, VERB, totalBytes, () -> doneBytes);
  }

  @Override
  public boolean more() {
    return more;
  }

  @Override
  public void read(Taker taker) {
    var untilNanos = System.nanoTime() + TURN_NANOS;
    while (more && System.nanoTime() - untilNanos < 0) {
      var line = next();
      more = line != null;
      if (line == null || !hand(line, taker)) return;
    }
  }

  private boolean hand(Envelope line, Taker taker) {
    var more = taker.take(message(line));
    doneBytes = begun.bytes() + lines.position();
    doneLines = begun.lines() + lines.line();
    return more;
  }

  private @Nullable Envelope next() {
    try {
      return lines.next();
    } catch (MalformedMessage e) {
      throw unreadable(
          place(0, begun.lines() + e.line()),
          String.valueOf(e.getMessage()),
          lines.whole() ? "Only lines of 'consume -o envelope' and of 'copy' can be copied." : "",
          e);
    } catch (IOException e) {
      throw unreadable(
          "what follows " + place(0, begun.lines() + lines.line()),
          String.valueOf(e.getMessage()),
          "",
          e);
    }
  }

  private static Failure unreadable(String where, String why, String remedy, Exception cause) {
    return new Failure(
        ExitCode.FAILED,
        "There is no message at " + where,
        why,
        ("All before it was copied. " + remedy).strip(),
        cause);
  }

  private ConsumerRecord<byte[], byte[]> message(Envelope line) {
    var message = line.message();
    var headers = new RecordHeaders();
    message.headers().forEach(header -> headers.add(header.name(), header.value()));
    return new ConsumerRecord<>(
        message.topic(),
        Math.max(-1, message.partition()),
        begun.lines() + lines.line(),
        Math.max(-1, message.timestamp()),
        TimestampType.CREATE_TIME,
        length(message.key()),
        length(message.value()),
        message.key(),
        message.value(),
        headers,
        Optional.empty());
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? -1 : bytes.length;
  }

  @Override
  public Mark mark() {
    var place = new Place(doneBytes, doneLines);
    return memory.<Mark>map(copied -> () -> copied.keep(place)).orElse(Mark.NONE);
  }

  @Override
  public String place(int partition, long offset) {
    return "line %,d of %s".formatted(offset, name);
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      // It was read only.
    }
  }
}
