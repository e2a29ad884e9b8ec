package dev.weir.tests.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import dev.weir.worker.Kafka;
import dev.weir.worker.Worker;
import dev.weir.worker.WorkerBuilder;
import dev.weir.worker.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Kafka does not allow what a worker or a writer needs.
@Timeout(90)
class RightsTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @RegisterExtension
  static final BrokerExtension kafka =
      BrokerExtension.create()
          .with("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
          .with("allow.everyone.if.no.acl.found", "true");

  @BeforeAll
  static void deny() throws Exception {
    kafka.createTopic("open", 1);
    kafka.createTopic("secret", 1);
    var denied =
        List.of(
            denied(ResourceType.GROUP, "closed", AclOperation.READ),
            denied(ResourceType.TOPIC, "secret", AclOperation.READ),
            denied(ResourceType.TOPIC, "secret", AclOperation.WRITE));
    try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createAcls(denied).all().get();
      // They are written down by then; the broker goes by them a moment later.
      var any = AclBindingFilter.ANY;
      Await.until("they count", () -> admin.describeAcls(any).values().get().containsAll(denied));
    }
  }

  private static AclBinding denied(ResourceType type, String name, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL),
        new AccessControlEntry("User:*", "*", operation, AclPermissionType.DENY));
  }

  private static WorkerBuilder<byte[], byte[]> worker(String protocol) {
    return Worker.on(Kafka.at(kafka.bootstrapServers())).set("group.protocol", protocol);
  }

  private static void fails(Worker worker, String... hints) {
    var begun = System.nanoTime();

    try (worker) {
      var exit = worker.run();

      assertThat(Await.since(begun)).isLessThan(SOON);
      assertThat(exit)
          .isInstanceOfSatisfying(
              Worker.Exit.Failed.class,
              failed -> assertThat(failed.cause().getMessage()).contains(hints));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void s38_a_group_that_may_not_be_joined_ends_the_worker(String protocol) {
    var worker = worker(protocol).group("closed").topics("open").each(message -> {});

    fails(worker, "'closed'", "--operation Read --group closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void s38_a_topic_that_may_not_be_read_ends_the_worker(String protocol) {
    try (var writer = Writer.to(Kafka.at(kafka.bootstrapServers())).topic("open").open()) {
      writer.write(null, new byte[1]);
    }
    var worker =
        worker(protocol).group("g" + protocol).topics("open", "secret").each(message -> {});

    fails(worker, "may not be read", "--operation Read", "--topic secret");
  }

  @Test
  void s38_a_topic_that_may_not_be_written_to_is_named_with_what_to_do() {
    try (var writer = Writer.to(Kafka.at(kafka.bootstrapServers())).topic("secret").open()) {
      assertThatThrownBy(() -> writer.write(null, new byte[1]))
          .hasMessageContaining("--operation Write --topic secret");
    }
  }
}
