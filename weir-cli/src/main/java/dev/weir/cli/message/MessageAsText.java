package dev.weir.cli.message;

import dev.weir.cli.terminal.Stdout;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A message's value as it is, on a line of its own; a message without a value is an empty line.
public final class MessageAsText implements Printer {
  private final Stdout out;

  public MessageAsText(Stdout out) {
    this.out = out;
  }

  @Override
  public void print(ConsumerRecord<byte[], byte[]> message) {
    if (message.value() != null) out.write(message.value());
    out.write('\n');
  }

  @Override
  public void flush() {
    out.flush();
  }
}
