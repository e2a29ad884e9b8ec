package dev.weir.cli.copy;

import dev.weir.cli.copy.Copied.Place;
import dev.weir.cli.message.Envelope;
import dev.weir.cli.message.EnvelopeReader;
import dev.weir.cli.message.MalformedMessage;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
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
  private final Place begun;
  private final @Nullable Copied memory;
  private boolean more = true;

  /// @param in stands at the place already
  /// @param memory null where nobody will go on
  FileSource(String name, InputStream in, Place begun, @Nullable Copied memory) {
    this.name = name;
    this.lines = new EnvelopeReader(in);
    this.begun = begun;
    this.memory = memory;
  }

  /// How many bytes were read.
  long bytes() {
    return begun.bytes() + lines.position();
  }

  @Override
  public long total() {
    return -1;
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
      if (line == null) more = false;
      else if (!taker.take(message(line))) return;
    }
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
    var memory = this.memory;
    if (memory == null) return Mark.NONE;
    var place = new Place(bytes(), begun.lines() + lines.line());
    return () -> memory.keep(place);
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
