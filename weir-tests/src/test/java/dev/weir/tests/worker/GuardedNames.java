package dev.weir.tests.worker;

import java.util.Map;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.server.policy.CreateTopicPolicy;

/// A broker's rule: some topics are made by hand only.
public final class GuardedNames implements CreateTopicPolicy {
  private static final String GUARDED = "guarded.dlt";

  /// The settings by which the house's own tool is known.
  static final Map<String, String> BY_HAND = Map.of("file.delete.delay.ms", "59999");

  @Override
  public void validate(RequestMetadata request) {
    if (request.topic().equals(GUARDED) && !request.configs().equals(BY_HAND)) {
      throw new PolicyViolationException("topics are made by the house's own tool");
    }
  }

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public void close() {}
}
