package dev.weir.gateway.web;

import dev.weir.Problem;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Ends a call with an error that its client is to read.
///
/// The message says what was wrong with which topic, instance or field; it never has a stack trace.
public final class RestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final int code;
  private final long retryAfterMillis;

  /// @param status of HTTP
  /// @param code Confluent's number for it
  public RestException(int status, int code, String message) {
    this(status, code, message, -1, null);
  }

  private RestException(
      int status, int code, String message, long retryAfterMillis, @Nullable Throwable cause) {
    super(wellFormed(message), cause, false, false);
    this.status = status;
    this.code = code;
    this.retryAfterMillis = retryAfterMillis;
  }

  /// Without halves of characters, which no answer can have: messages quote what clients sent, or
  /// the beginning of it.
  private static String wellFormed(String message) {
    return new String(message.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /// One whose number is its status.
  public static RestException plain(int status, String message) {
    return new RestException(status, status, message);
  }

  /// A request that may succeed later, as it is: 429 over a rate, else 503.
  public static RestException tryLater(Problem problem) {
    var status = problem.code() == Problem.Code.RATE_LIMITED ? 429 : 503;
    return new RestException(status, status, problem.text(), problem.retryAfterMillis(), null);
  }

  public static RestException topicNotFound(String topic) {
    return new RestException(404, 40401, "Topic %s not found".formatted(topic));
  }

  public static RestException partitionNotFound(String topic, int partition) {
    return new RestException(
        404, 40402, "Partition %d of topic %s not found".formatted(partition, topic));
  }

  /// The same error with what caused it, for the log.
  public RestException because(Throwable cause) {
    return new RestException(status, code, String.valueOf(getMessage()), retryAfterMillis, cause);
  }

  public int status() {
    return status;
  }

  public int code() {
    return code;
  }

  /// When to come again, where anybody knows; 0 for soon, -1 where that makes no sense.
  long retryAfterMillis() {
    return retryAfterMillis;
  }
}
