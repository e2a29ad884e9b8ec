package dev.weir.testkit.net;

import java.io.IOException;

/// Carries the bytes of one direction of a [Connection], as far as the present [Fault] lets it.
///
/// Owned by its thread; it holds one buffer and never more.
final class Pump {
  private static final int BUFFER_BYTES = 16 * 1024;

  /// Nothing was done with the bytes; ask again, for the fault is another now.
  private static final int HELD = -1;

  private final Connection connection;
  private final FaultProxy proxy;
  private final Direction direction;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  Pump(Connection connection, Direction direction) {
    this.connection = connection;
    this.proxy = connection.proxy();
    this.direction = direction;
  }

  /// An end is carried over as the end of this direction alone, a reset as a reset.
  void run() {
    try {
      var source = connection.from(direction).getInputStream();
      int length;
      while ((length = source.read(buffer)) >= 0) {
        pass(length);
      }
      pass(0); // what holds or swallows bytes does so with the end
      connection.endOf(direction);
    } catch (IOException | InterruptedException broken) {
      connection.reset();
    }
  }

  private void pass(int length) throws IOException, InterruptedException {
    int done = 0;
    int count;
    do {
      count = step(done, length - done);
      done += Math.max(0, count);
    } while (count == HELD || done < length);
  }

  /// Returns how many of the `rest` bytes at `at` are dealt with, or [#HELD].
  private int step(int at, int rest) throws IOException, InterruptedException {
    var present = proxy.present();
    return switch (present.fault()) {
      case Fault.Hang _ -> hold(present);
      case Fault.Drop drop when drop.direction() == direction -> swallow(present, rest);
      case Fault.Cut cut when cut.direction() == direction -> writeUntilCut(present, cut, at, rest);
      case Fault.Delay delay -> present.isReplacedWithin(delay.next()) ? HELD : write(at, rest);
      case Fault.Limit limit -> writeSlowly(present, limit, at, rest);
      case Fault.None _, Fault.Refuse _, Fault.Reset _, Fault.Drop _, Fault.Cut _ ->
          write(at, rest);
    };
  }

  private int write(int at, int length) throws IOException {
    proxy.carries(direction, length); // first, so that who has received a byte finds it counted
    connection.to(direction).getOutputStream().write(buffer, at, length);
    return length;
  }

  private static int hold(Fault.Present present) throws InterruptedException {
    present.replaced().await();
    return HELD;
  }

  private int swallow(Fault.Present present, int length) throws IOException, InterruptedException {
    if (length == 0) {
      return hold(present);
    }
    connection.swallowed();
    if (present.isReplaced()) {
      throw new IOException("healed meanwhile, by a thread that may not have seen the hole");
    }
    return length;
  }

  private int writeSlowly(Fault.Present present, Fault.Limit limit, int at, int rest)
      throws IOException, InterruptedException {
    int part = write(at, limit.chunk(rest));
    present.isReplacedWithin(limit.timeFor(part));
    return part;
  }

  private int writeUntilCut(Fault.Present present, Fault.Cut cut, int at, int rest)
      throws IOException {
    int part = write(at, cut.take(rest));
    if (cut.bytesLeft().get() > 0 || !proxy.healIf(present)) {
      return part == 0 && rest > 0 ? HELD : part; // another connection was cut meanwhile
    }
    if (cut.withReset()) {
      connection.reset();
    } else {
      connection.close();
    }
    throw new IOException("cut by the test");
  }
}
