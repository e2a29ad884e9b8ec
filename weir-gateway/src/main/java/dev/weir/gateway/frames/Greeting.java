package dev.weir.gateway.frames;

import dev.weir.gateway.frames.Frame.Reason;
import dev.weir.gateway.net.Arrived;
import dev.weir.gateway.net.UnixPort;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads the hello with which a client of the socket that acknowledges begins; the rest is a
/// [FrameReader]'s.
///
/// | bytes | meaning |
/// |---|---|
/// | 4 | `WEIR` |
/// | 1 | the newest version that the client speaks, from 1 on |
/// | 3 | 0; not looked at |
///
/// Lives on the connection's event loop.
final class Greeting implements UnixPort.Reader {
  static final byte[] MAGIC = "WEIR".getBytes(StandardCharsets.US_ASCII);
  static final byte VERSION = 1;
  private static final int HELLO_BYTES = 8;

  private final UnixPort.Connection connection;
  private final FrameMetrics metrics;
  private final Supplier<FrameReader> answered;
  private final Arrived arrived = new Arrived();
  private @Nullable FrameReader reader;
  private boolean refused;

  /// @param answered answers the hello and makes the reader of what follows
  Greeting(UnixPort.Connection connection, FrameMetrics metrics, Supplier<FrameReader> answered) {
    this.connection = connection;
    this.metrics = metrics;
    this.answered = answered;
  }

  @Override
  public void received(byte[] bytes) {
    if (refused) return;
    if (reader != null) {
      reader.received(bytes);
      return;
    }
    arrived.add(bytes, HELLO_BYTES);
    if (arrived.size() >= HELLO_BYTES) greet();
  }

  private void greet() {
    if (!arrived.equals(0, MAGIC.length, MAGIC) || arrived.unsigned(MAGIC.length) == 0) {
      refused = true;
      metrics.invalid(Reason.HELLO);
      connection.close();
      return;
    }
    var made = answered.get();
    reader = made;
    var rest = arrived.bytes(HELLO_BYTES, arrived.size());
    arrived.clear();
    if (rest.length > 0) made.received(rest);
  }

  @Override
  public void ended() {
    if (reader != null) reader.ended();
  }

  @Override
  public void stopping() {
    if (reader == null) {
      connection.close();
    } else {
      reader.stopping();
    }
  }

  @Override
  public void writable() {
    if (reader != null) reader.writable();
  }
}
