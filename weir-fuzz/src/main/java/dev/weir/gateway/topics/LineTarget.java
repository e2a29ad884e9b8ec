package dev.weir.gateway.topics;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.weir.Header;
import dev.weir.Message;
import dev.weir.fuzz.Law;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A line of a stream: it is a message, nothing, or refused with a text; and a message that is
/// written as a line is read as the same.
public final class LineTarget {
  private static final String TOPIC = "t";
  private static final LineCodec CODEC = new LineCodec(TOPIC, Message.ANY_PARTITION);

  private LineTarget() {}

  public static void fuzzerTestOneInput(byte[] line) {
    switch (CODEC.read(line.clone())) {
      case null -> {}
      case LineCodec.Read.Bad(var problem) ->
          Law.holds(!problem.text().isBlank(), "a refusal says why");
      case LineCodec.Read.Good(var message) -> again(message);
    }
  }

  private static void again(Message message) {
    Law.holds(
        message.partition() >= 0 || message.partition() == Message.ANY_PARTITION,
        "no partition is below 0");
    var read = CODEC.read(line(message).getBytes(StandardCharsets.UTF_8));
    if (read instanceof LineCodec.Read.Good(var same)) {
      Law.same(text(message), text(same), "what is written is read as the same");
    } else {
      Law.holds(false, "what was read can be written: " + read);
    }
  }

  private static String line(Message message) {
    var line = new StringBuilder("{\"topic\":\"t\"");
    if (message.partition() >= 0) line.append(",\"partition\":").append(message.partition());
    if (message.timestamp() >= 0) line.append(",\"timestamp\":").append(message.timestamp());
    line.append(",\"key\":").append(bytes(message.key()));
    line.append(",\"value\":").append(bytes(message.value()));
    var headers = message.headers().stream().map(LineTarget::header);
    return line.append(headers.collect(Collectors.joining(",", ",\"headers\":[", "]}"))).toString();
  }

  private static String header(Header header) {
    var name = new String(JsonStringEncoder.getInstance().quoteAsString(header.name()));
    return "{\"value\":%s,\"key\":\"%s\"}".formatted(bytes(header.value()), name);
  }

  private static String bytes(byte @Nullable [] bytes) {
    return bytes == null
        ? "null"
        : "{\"base64\":\"%s\"}".formatted(Base64.getEncoder().encodeToString(bytes));
  }

  private static String text(Message message) {
    return "%d %d %s %s %s"
        .formatted(
            message.partition(),
            message.timestamp(),
            Arrays.toString(message.key()),
            Arrays.toString(message.value()),
            message.headers().stream().map(LineTarget::text).toList());
  }

  private static String text(Header header) {
    return header.name() + "=" + Arrays.toString(header.value());
  }
}
