package dev.weir.cli.terminal;

/// How far a long command is, on stderr.
///
/// It shows only on a terminal, and only what takes longer than a second. Any thread counts.
public final class Progress implements AutoCloseable {
  private final java.util.concurrent.atomic.LongAdder messages =
      new java.util.concurrent.atomic.LongAdder();
  private final java.util.concurrent.atomic.LongAdder bytes =
      new java.util.concurrent.atomic.LongAdder();
  private final java.util.concurrent.atomic.LongAdder failed =
      new java.util.concurrent.atomic.LongAdder();

  private Progress() {}

  /// @param verb what goes on: `produce`
  /// @param total of messages, or -1 where nobody knows
  public static Progress start(Io io, String verb, long total) {
    return new Progress();
  }

  public void done(long messages, long bytes) {
    this.messages.add(messages);
    this.bytes.add(bytes);
  }

  public void failed(long messages) {
    failed.add(messages);
  }

  /// Takes its line away.
  @Override
  public void close() {}
}
