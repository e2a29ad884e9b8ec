package dev.weir.cli.cluster;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// What Kafka said, in our words: what, why, what to do, and the exit code.
public final class KafkaFailures {
  private KafkaFailures() {}

  /// Of a Kafka whose address is not known here.
  public static RuntimeException of(Throwable error) {
    return of(error, "its address", Duration.ZERO);
  }

  /// Whether others may still be asked: it is gone, or not ours to see. Not so where nobody
  /// answers.
  public static boolean isOfOne(@Nullable Throwable error) {
    return error instanceof ApiException
        && !(error instanceof TimeoutException)
        && !(error instanceof DisconnectException)
        && !(error instanceof AuthenticationException);
  }

  static RuntimeException of(Throwable error, String servers, Duration waited) {
    return switch (error) {
      case ExecutionException e when e.getCause() != null -> of(e.getCause(), servers, waited);
      case CompletionException e when e.getCause() != null -> of(e.getCause(), servers, waited);
      case Failure failure -> failure;
      case AuthenticationException e ->
          failure(
              ExitCode.NOT_ALLOWED,
              "Kafka did not let us in",
              e,
              "See to the login and the certificates of the context, 'weir context show'.");
      case AuthorizationException e ->
          failure(
              ExitCode.NOT_ALLOWED,
              "Kafka does not allow it",
              e,
              "Ask for that right, or use another login ('weir context list').");
      case TimeoutException e -> unreachable(e, servers, waited);
      case DisconnectException e -> unreachable(e, servers, waited);
      case UnknownTopicOrPartitionException e ->
          failure(ExitCode.NOT_FOUND, "Not found", e, "'weir topics' lists the topics.");
      case GroupIdNotFoundException e ->
          failure(ExitCode.NOT_FOUND, "Not found", e, "'weir groups' lists the groups.");
      case KafkaException e when e.getCause() instanceof KafkaException cause ->
          of(cause, servers, waited);
      case KafkaException e ->
          failure(ExitCode.FAILED, "Kafka refused it", e, "Run it again with -v to see more.");
      case RuntimeException e -> e;
      default -> new IllegalStateException(error);
    };
  }

  private static Failure unreachable(KafkaException cause, String servers, Duration waited) {
    var why =
        waited.isZero()
            ? String.valueOf(cause.getMessage())
            : "nothing answered as Kafka does within %d s".formatted(waited.toSeconds());
    return new Failure(
        ExitCode.UNREACHABLE,
        "Kafka cannot be reached at " + servers,
        why,
        "Start it ('weir up'), name another address with -b host:port, or ask 'weir doctor'.",
        cause);
  }

  private static Failure failure(int exitCode, String what, KafkaException why, String remedy) {
    var text = String.valueOf(why.getMessage());
    return new Failure(exitCode, what, text.replaceAll("\\.\\s*$", ""), remedy, why);
  }
}
