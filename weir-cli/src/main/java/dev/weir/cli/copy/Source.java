package dev.weir.cli.copy;

import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Progress;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Where messages come from. One thread.
interface Source extends AutoCloseable {
  /// What goes on, for the progress line.
  String VERB = "copy";

  /// Who takes them.
  interface Taker {
    /// Whether more are wanted.
    boolean take(ConsumerRecord<byte[], byte[]> message);
  }

  /// Tells how far it is.
  Progress progress(Io io);

  /// Whether more may come.
  boolean more();

  /// Hands on what there is, for which it waits a moment.
  void read(Taker taker);

  /// Behind the last message that was handed on.
  Mark mark();

  /// What people call the place of a message that was handed on with these numbers.
  String place(int partition, long offset);

  @Override
  void close();
}
