package dev.weir.gateway.push;

import dev.weir.Message;
import dev.weir.gateway.net.Answer;
import java.util.List;

/// What `/push` makes of a request before its records are taken in; [PushAnswer] says what became
/// of them. Pure: no I/O, no threads.
///
/// ```
/// {"records":[{"topic":"t","data":"x","key":"k","partition":0}],"wait_for_send":true}
/// ```
final class PushCodec {
  private static final String JSON = "application/json";

  /// What a body turned out to be.
  sealed interface Decoded {}

  record Push(List<Message> messages, boolean waitForSend) implements Decoded {}

  record Malformed(String text) implements Decoded {}

  private PushCodec() {}

  /// @param unchosen what stands for a partition that is not named
  static Decoded decode(byte[] body, int unchosen) {
    var plain = PushScanner.read(body, unchosen);
    return plain == null ? PushReader.read(body, unchosen) : plain;
  }

  static Answer wrongMethod(String method) {
    return Answer.text(405, "HTTP method not allowed")
        .with("Allow", "POST")
        .because("/push takes POST and this was %s. Send the records with POST.".formatted(method));
  }

  static Answer wrongType() {
    return Answer.text(415, "The request's content-type is not supported")
        .with("Accept", JSON)
        .because("/push takes application/json. Send that Content-Type, or none.");
  }

  static Answer malformed(String text) {
    return Answer.text(400, "Request body deserialize error: " + text);
  }
}
