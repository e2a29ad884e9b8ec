package dev.weir.testkit.disk;

import java.io.IOException;
import java.nio.file.Path;

/// What a name stands for, as an inode does: it outlives its name while a power cut may bring that
/// back. Guarded by its [Volume]'s monitor.
sealed interface Node permits Directory, StoredFile {
  /// What of the default file system stands for it; it answers questions about attributes.
  Path real();

  /// Notes what a force that starts now covers; what changes meanwhile is not covered.
  Force startForce();

  /// Goes back to what was forced, and to as much of the rest as luck has it.
  void powerCut(Luck luck) throws IOException;

  /// Frees what the node holds of the real disk; no name and no channel leads to it any more.
  void dispose() throws IOException;

  /// A force under way.
  interface Force {
    void succeeded();

    void failed();
  }
}
