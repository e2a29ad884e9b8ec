package dev.weir.tests.worker;

import dev.weir.testkit.BrokerExtension;
import java.util.List;

/// Groups that find out soon that a member is gone.
final class QuickGroups {
  /// What a member says that goes by the classic protocol; by the other one the broker says it.
  static final List<String> CLASSIC =
      List.of("group.protocol=classic", "session.timeout.ms=2500", "heartbeat.interval.ms=500");

  private QuickGroups() {}

  static BrokerExtension broker() {
    return WorkerTopic.broker()
        .with("group.min.session.timeout.ms", "1000")
        .with("group.consumer.min.session.timeout.ms", "1000")
        .with("group.consumer.session.timeout.ms", "2500");
  }
}
