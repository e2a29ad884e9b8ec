package dev.weir.worker;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;

/// Tells failures that no second try will mend from those that pass.
final class Fatal {
  private Fatal() {}

  static boolean is(KafkaException failure) {
    return !(failure instanceof RetriableException) && !isUnresolved(failure);
  }

  /// A name that is not known now may be so in a moment, as where machines come and go.
  static boolean isUnresolved(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains("No resolvable bootstrap urls")) return true;
    }
    return false;
  }

  static Throwable explained(KafkaException failure, Plan<?, ?> plan) {
    return new IllegalStateException(
        "The worker of group '%s' cannot go on: %s"
            .formatted(plan.group, Advice.of(failure, plan.kafka)),
        failure);
  }
}
