package dev.weir.delivery;

import dev.weir.wal.Wal;

/// What a lane has on the disk.
///
/// @param log what waits
/// @param dead what its sink will never take
record Store(Wal log, Wal dead) implements AutoCloseable {
  /// Once a turn, and every 250 ms.
  void turn() {
    log.commit();
    dead.commit();
    log.tick();
    dead.tick();
  }

  @Override
  public void close() {
    log.close();
    dead.close();
  }
}
