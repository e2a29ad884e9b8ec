package dev.weir.cli.copy;

import dev.weir.cli.message.EnvelopeWriter;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.config.FileConfig.Compression;
import dev.weir.sink.file.Packing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A file of envelope lines, or stdout.
///
/// It grows by pieces of whole lines, each packed so that it can be unpacked without what follows.
/// What a crash leaves behind the last whole piece can be cut off.
final class FileTarget implements Target {
  private static final int PIECE_BYTES = 1 << 20;
  private static final long PIECE_NANOS = Duration.ofMillis(500).toNanos();

  private final String name;
  private final OutputStream out;
  private final Compression compression;
  private final Counts counts;
  private final ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE_BYTES + (64 << 10));
  private final EnvelopeWriter writer = new EnvelopeWriter(piece);
  private long messages;
  private long writtenNanos = System.nanoTime();

  /// @param out closed with this
  FileTarget(String name, OutputStream out, Compression compression, Counts counts) {
    this.name = name;
    this.out = out;
    this.compression = compression;
    this.counts = counts;
  }

  /// By a name's ending.
  static Compression compression(String name) {
    if (name.endsWith(".gz")) return Compression.GZIP;
    return name.endsWith(".zst") ? Compression.ZSTD : Compression.NONE;
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> message, Source source) {
    writer.print(message);
    messages++;
    if (piece.size() >= PIECE_BYTES) write();
  }

  @Override
  public void turn(Source source) {
    if (System.nanoTime() - writtenNanos > PIECE_NANOS) write();
  }

  @Override
  public void finish(Source source) {
    write();
  }

  private void write() {
    writtenNanos = System.nanoTime();
    if (messages == 0) return;
    writer.flush();
    var bytes = piece.toByteArray();
    var count = messages;
    // Not again where it fails: behind a torn piece it could not be read.
    messages = 0;
    piece.reset();
    try {
      out.write(Packing.packed(compression, bytes));
      out.flush();
    } catch (IOException e) {
      throw new Failure(
          ExitCode.FAILED,
          "%s cannot be written".formatted(name),
          String.valueOf(e.getMessage()),
          "Make room, and go on with --resume.",
          e);
    }
    counts.countWritten(count);
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new Failure(
          ExitCode.FAILED,
          "%s was not closed".formatted(name),
          String.valueOf(e.getMessage()),
          "Run it again with --resume.",
          e);
    }
  }
}
