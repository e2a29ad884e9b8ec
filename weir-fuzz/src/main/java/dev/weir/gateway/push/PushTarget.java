package dev.weir.gateway.push;

import dev.weir.Header;
import dev.weir.Message;
import dev.weir.fuzz.Law;
import java.util.Arrays;
import java.util.List;

/// A body of `/push`: what the quick reader takes, the thorough one takes as the same; and every
/// body is read or refused with a text.
public final class PushTarget {
  private PushTarget() {}

  public static void fuzzerTestOneInput(byte[] body) {
    var thorough = PushReader.read(body.clone(), Message.BY_CRC32);
    var quick = PushScanner.read(body.clone(), Message.BY_CRC32);
    if (quick != null) Law.same(text(thorough), text(quick), "both readers read the same");
    if (thorough instanceof PushCodec.Malformed(var why)) {
      Law.holds(!why.isBlank(), "a refusal says why");
      var answer = PushCodec.malformed(why);
      Law.same(400, answer.status(), "a refusal is the client's fault");
    }
  }

  private static String text(PushCodec.Decoded decoded) {
    return switch (decoded) {
      case PushCodec.Push(var messages, var wait) -> wait + text(messages);
      case PushCodec.Malformed(var why) -> why;
    };
  }

  private static String text(List<Message> messages) {
    return messages.stream().map(PushTarget::text).toList().toString();
  }

  private static String text(Message message) {
    return "%s %d %d %s %s %s"
        .formatted(
            message.topic(),
            message.partition(),
            message.timestamp(),
            Arrays.toString(message.key()),
            Arrays.toString(message.value()),
            message.headers().stream().map(PushTarget::text).toList());
  }

  private static String text(Header header) {
    return header.name() + "=" + Arrays.toString(header.value());
  }
}
