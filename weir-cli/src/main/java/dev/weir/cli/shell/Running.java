package dev.weir.cli.shell;

import dev.weir.cli.terminal.StopSignal;

/// A command that runs in the shell, and how Ctrl-C ends it: in order where it knows how to, else
/// by an interrupt, and at the second Ctrl-C by one in any case. Made by the thread that runs it;
/// any thread ends it.
final class Running {
  private final StopSignal stop;
  private final Thread thread = Thread.currentThread();
  private volatile boolean broken;

  Running(StopSignal stop) {
    this.stop = stop;
  }

  void end() {
    var again = stop.asked();
    stop.ask();
    if (!again && stop.isWatched()) return;
    broken = true;
    thread.interrupt();
  }

  /// Whether it was interrupted, so that what it says of its end is of no use.
  boolean broken() {
    return broken;
  }
}
