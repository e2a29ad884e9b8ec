package dev.weir.cli.consume;

import dev.weir.cli.message.Decoder;
import dev.weir.cli.message.OneLine;
import dev.weir.cli.message.Printer;
import dev.weir.cli.message.Showing;
import dev.weir.cli.terminal.Io;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A message a line, for people: time of day, topic and partition, key and value.
final class Coloured implements Printer {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  private final Io io;
  private final Showing showing;

  Coloured(Io io, Showing showing) {
    this.io = io;
    this.showing = showing;
  }

  @Override
  public void print(ConsumerRecord<byte[], byte[]> message) {
    var style = io.style();
    var time =
        TIME.format(Instant.ofEpochMilli(message.timestamp()).atZone(showing.clock().getZone()));
    var key = text(message.key(), showing.key());
    var value = text(message.value(), showing.value());
    io.out()
        .line(
            "%s  %s  %s  %s"
                .formatted(
                    style.faint(time),
                    style.cyan(message.topic() + "-" + message.partition()),
                    message.key() == null ? style.faint(key) : style.yellow(key),
                    message.value() == null ? style.faint(value) : value));
  }

  private String text(byte @Nullable [] bytes, Decoder decoder) {
    if (bytes == null) return showing.nothing() == null ? "-" : showing.nothing();
    return OneLine.of(decoder.decode(bytes).text());
  }

  @Override
  public void flush() {
    io.out().flush();
  }
}
