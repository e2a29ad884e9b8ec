package dev.weir.worker;

import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;

/// Tells failures that no second try will mend from those that pass.
final class Fatal {
  private Fatal() {}

  static boolean is(KafkaException failure) {
    return !(failure instanceof RetriableException) && !isOutOfReach(failure);
  }

  /// Somebody did not answer while a client was made: a name server, or who gives tokens. Kafka
  /// itself is not asked by then.
  static boolean isOutOfReach(Throwable failure) {
    return isUnresolved(failure) || isWithoutToken(failure);
  }

  /// Java tells the cause of a failed login in its message alone.
  static boolean isWithoutToken(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof LoginException
          && String.valueOf(cause.getMessage()).contains("Caused by: java.net.")) {
        return true;
      }
    }
    return false;
  }

  /// A name that is not known now may be so in a moment, as where machines come and go.
  static boolean isUnresolved(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains("No resolvable bootstrap urls")) return true;
    }
    return false;
  }

  static IllegalStateException explained(KafkaException failure, Plan<?, ?> plan) {
    return new IllegalStateException(
        "The worker of group '%s' cannot go on: %s"
            .formatted(plan.group, Advice.of(failure, plan.kafka, plan.topics)),
        failure);
  }
}
