package dev.weir.worker;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.server.policy.CreateTopicPolicy;

/// A broker's rule: topics of such names are not made by programs.
public final class OnlyByHand implements CreateTopicPolicy {
  /// Whether a hand is at it.
  static final AtomicBoolean HAND = new AtomicBoolean();

  @Override
  public void validate(RequestMetadata request) {
    if (request.topic().startsWith("guarded.") && request.topic().endsWith(".dlt") && !HAND.get()) {
      throw new PolicyViolationException("topics are made by the house's own tool");
    }
  }

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public void close() {}
}
