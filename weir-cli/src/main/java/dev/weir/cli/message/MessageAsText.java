package dev.weir.cli.message;

import dev.weir.cli.terminal.Stdout;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A message's value on a line of its own; a message without a value is an empty line, unless
/// something is to stand for it.
public final class MessageAsText implements Printer {
  private final Stdout out;
  private final Decoder values;
  private final byte[] nothing;

  public MessageAsText(Stdout out, Showing showing) {
    this.out = out;
    this.values = showing.value();
    var text = showing.nothing();
    this.nothing = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void print(ConsumerRecord<byte[], byte[]> message) {
    var value = message.value();
    out.write(value == null ? nothing : values.decode(value).printed());
    out.write('\n');
  }

  @Override
  public void flush() {
    out.flush();
  }
}
