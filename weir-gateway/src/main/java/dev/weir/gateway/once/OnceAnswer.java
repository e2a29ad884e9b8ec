package dev.weir.gateway.once;

import dev.weir.gateway.net.Answer;

/// What is answered to a request whose key stands in its way.
final class OnceAnswer {
  static final int KEY_LENGTH_MAX = 255;

  static final Answer BAD_KEY =
      Answer.text(
          400,
          "The Idempotency-Key is not usable: it has 1 to %d printable ASCII characters. Send a new random one, such as a UUID, with each request.\n"
              .formatted(KEY_LENGTH_MAX));

  static final Answer OTHER_REQUEST =
      Answer.text(
          422,
          "The Idempotency-Key was used before, for a request with another body, query or X-Kafka- fields. Send each new request with a key of its own.\n");

  static final Answer IN_HAND =
      Answer.text(
              409,
              "The request with this Idempotency-Key is still being carried out, and many wait for its answer. Wait before it is sent again.\n")
          .after(1_000);

  static final Answer UNCERTAIN =
      Answer.text(
          409,
          "The request with this Idempotency-Key was carried out, and Kafka gave no answer in time: its messages may be there by now, or come. Look there before it is sent under another key.\n");

  static final Answer STREAM =
      Answer.text(
          400,
          "An Idempotency-Key is for a request as a whole, and this one is answered line by line. Send it without, and go on behind the last line that was answered.\n");

  static final Answer NOT_KEPT =
      Answer.text(
          409,
          "The request with this Idempotency-Key was carried out; its answer was too long to be kept. Do not send it again.\n");

  private OnceAnswer() {}
}
