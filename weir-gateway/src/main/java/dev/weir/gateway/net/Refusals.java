package dev.weir.gateway.net;

import dev.weir.Problem;
import java.util.Locale;

/// What the port itself answers, before any protocol has its say.
final class Refusals {
  private Refusals() {}

  static Answer notFound(String path) {
    return Answer.text(
        404,
        "Nothing is served at %s. Messages are sent to POST /push or POST /topics/{topic}/messages; GET /topics names the topics; /metrics, /healthz and /readyz tell how Weir is.\n"
            .formatted(printable(path)));
  }

  /// @param accepted the encodings that are read
  static Answer encoded(String encoding, String accepted) {
    return Answer.text(
            415,
            "The body's Content-Encoding '%s' is not supported: only %s is read here. Send the body so, or without encoding.\n"
                .formatted(printable(encoding), accepted))
        .with("Accept-Encoding", accepted);
  }

  static Answer broken(Packing packing, String why) {
    return Answer.text(
        400,
        "The body cannot be unpacked: it is no whole %s (%s). Pack it again, or send it without Content-Encoding.\n"
            .formatted(packing.name().toLowerCase(Locale.ROOT), printable(why)));
  }

  static Answer chunks() {
    return Answer.text(
        400,
        "The body was not read: it says that it comes in chunks, and what came is no chunk as RFC"
            + " 9112 has it, or one with an extension of more than 256 bytes. Correct the"
            + " client.\n");
  }

  /// The first sentence is kprf's.
  static Answer tooLarge(long bytes, int limitBytes) {
    var size = bytes < 0 ? "it has more" : "it has %,d bytes".formatted(bytes);
    return Answer.text(
            413,
            "The request payload is too large: %s and limits.request-bytes is %,d. Send smaller batches or raise limits.request-bytes.\n"
                .formatted(size, limitBytes))
        .coded(Problem.Code.TOO_LARGE);
  }

  static Answer bomb() {
    return Answer.text(
            413,
            "The request payload is too large: it unfolds to over 1 MiB and over 100 times what was"
                + " sent. Send smaller batches, or without Content-Encoding.\n")
        .coded(Problem.Code.TOO_LARGE);
  }

  static Answer noRoom(long limitBytes) {
    return Answer.tryLater(Problem.memoryFull(limitBytes));
  }

  static Answer unread(long limitBytes) {
    return Answer.text(
            503,
            "The request was refused: over %,d bytes of answers wait on this connection to be read, an eighth of limits.memory. Read them, then send it again.\n"
                .formatted(limitBytes))
        .coded(Problem.Code.MEMORY_FULL);
  }

  static Answer tooSlow() {
    return Answer.text(
        408,
        "The body did not arrive: less than 1 KiB of it came within 10 s. Send it again on a faster"
            + " connection, or in smaller requests.\n");
  }

  static Answer bug(RuntimeException e) {
    return Answer.text(
            500,
            "The request failed: Weir made a mistake (%s). Report it with the log, which has the details.\n"
                .formatted(printable(e.toString())))
        .coded(Problem.Code.BUG);
  }

  /// What a client sent, fit to be sent back: short, and without control characters.
  private static String printable(String text) {
    var cut = text.length() > 100 ? text.substring(0, 100) + "…" : text;
    return cut.replaceAll("[^\\x20-\\x7e…]", "?");
  }
}
