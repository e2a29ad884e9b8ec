package dev.weir.cli.message;

import dev.weir.Message;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// The messages of lines of [Envelope].
public final class EnvelopeInput implements MessageInput {
  private final EnvelopeReader envelopes;

  public EnvelopeInput(InputStream in) {
    envelopes = new EnvelopeReader(in);
  }

  @Override
  public @Nullable Message next() throws IOException {
    var envelope = envelopes.next();
    return envelope == null ? null : envelope.message();
  }

  @Override
  public long line() {
    return envelopes.line();
  }

  @Override
  public void close() throws IOException {
    envelopes.close();
  }
}
