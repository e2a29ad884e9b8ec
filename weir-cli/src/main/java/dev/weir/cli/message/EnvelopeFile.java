package dev.weir.cli.message;

import dev.weir.sink.file.Frames;
import dev.weir.sink.file.Frames.Damage;
import dev.weir.sink.file.Frames.End;
import dev.weir.sink.file.Frames.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/// A file of lines of [Envelope].
final class EnvelopeFile implements MessageFile {
  private final EnvelopeReader envelopes;
  private final long begin;

  private EnvelopeFile(EnvelopeReader envelopes, long begin) {
    this.envelopes = envelopes;
    this.begin = begin;
  }

  static EnvelopeFile open(Path file, long offset) throws IOException {
    var in = Frames.unpacked(file);
    try {
      in.skipNBytes(offset);
      return new EnvelopeFile(new EnvelopeReader(in), offset);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public Frames.Next next() throws IOException {
    var offset = begin + envelopes.position();
    try {
      var envelope = envelopes.next();
      if (envelope == null) return new End(offset);
      return new Found(envelope.message(), offset, begin + envelopes.position());
    } catch (MalformedMessage e) {
      return new Damage(offset, !envelopes.whole(), String.valueOf(e.getMessage()));
    } catch (ZipException e) {
      return new Damage(offset, false, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    envelopes.close();
  }
}
