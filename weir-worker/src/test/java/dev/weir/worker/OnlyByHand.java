package dev.weir.worker;

import java.util.Map;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.server.policy.CreateTopicPolicy;

/// A broker's rule: topics of such names are not made by programs.
public final class OnlyByHand implements CreateTopicPolicy {
  /// A setting by which the house's own tool is known.
  static final String HAND = "file.delete.delay.ms";

  @Override
  public void validate(RequestMetadata request) {
    var guarded = request.topic().startsWith("guarded.") && request.topic().endsWith(".dlt");
    if (guarded && !request.configs().containsKey(HAND)) {
      throw new PolicyViolationException("topics are made by the house's own tool");
    }
  }

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public void close() {}
}
