package dev.weir.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
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
import org.junit.jupiter.params.provider.CsvSource;

/// What Kafka will never take: a waiting caller hears it, what nobody waits for is kept as a dead
/// letter, and neither keeps others back.
@Timeout(180)
class RefusedMessagesTest {

  /// Some milliseconds. Who stood behind a topic that is looked for would wait for 10 s.
  private static final Duration NEXT_AT_MOST = Duration.ofSeconds(5);

  private static final Duration BURIED_AT_MOST = Duration.ofSeconds(90);
  private static final int LARGE_BYTES = 4_000;

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("kafka.max.block.ms", "10000")
          .with("acks.push", "memory"); // so that nobody waits for more

  static {
    weir.kafka()
        .with("auto.create.topics.enable", "false")
        .with("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
        .with("allow.everyone.if.no.acl.found", "true");
  }

  @BeforeAll
  static void createTopics() throws Exception {
    var servers = weir.kafka().bootstrapServers();
    Topic.create(servers, "good");
    Topic.create(servers, "forbidden");
    Topic.create(servers, "small", Map.of("max.message.bytes", String.valueOf(LARGE_BYTES / 2)));
    Topic.create(servers, "compacted", Map.of("cleanup.policy", "compact"));
    try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      var nobody =
          new AccessControlEntry("User:*", "*", AclOperation.WRITE, AclPermissionType.DENY);
      var topic = new ResourcePattern(ResourceType.TOPIC, "forbidden", PatternType.LITERAL);
      admin.createAcls(List.of(new AclBinding(topic, nobody))).all().get();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "missing,   10, UnknownTopic",
    "forbidden, 10, TopicAuthorizationFailed",
    "small, 4000, MessageSizeTooLarge",
    "compacted, 10, InvalidRecord"
  })
  void a_waiting_caller_hears_why_and_the_next_message_goes_on(
      String topic, int bytes, String problem) {
    var answer = push(topic, "x".repeat(bytes), true);

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains(problem);
    assertNextGoesOn("good");
  }

  @ParameterizedTest
  @CsvSource({"missing, 10", "forbidden, 10", "small, 4000", "compacted, 10"})
  void what_nobody_waits_for_is_buried_and_the_next_message_goes_on(String topic, int bytes) {
    var before = figures().messages("dead_lettered");

    assertThat(push(topic, "x".repeat(bytes), false).statusCode()).isEqualTo(200);

    assertNextGoesOn("good");
    awaitBuried(before + 1);
    Await.until("it is accounted for", () -> figures().unaccounted() == 0);
  }

  @Test
  void one_that_is_too_large_keeps_back_no_other_of_its_topic_and_changes_no_order() {
    var good = IntStream.range(0, 20).mapToObj("a value of some length %02d"::formatted).toList();
    var before = figures().messages("dead_lettered");
    var records =
        good.stream()
            .map(value -> record("small", value.endsWith("10") ? "x".repeat(LARGE_BYTES) : value))
            .toList();

    var answer = weir.post("/push", body(records, false));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertNextGoesOn("good");
    weir.kafka()
        .topic("small")
        .eventuallyContainsExactly(
            good.stream().filter(value -> !value.endsWith("10")).toArray(String[]::new));
    awaitBuried(before + 1);
  }

  private static void awaitBuried(long all) {
    Await.until("it is buried", BURIED_AT_MOST, () -> figures().messages("dead_lettered") == all);
  }

  private static void assertNextGoesOn(String topic) {
    var begun = System.nanoTime();

    assertThat(push(topic, "next", true).body()).isEqualTo("{\"status\":\"ok\",\"errors\":[]}");

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(NEXT_AT_MOST);
  }

  private static HttpResponse<String> push(String topic, String data, boolean waiting) {
    return weir.post("/push", body(List.of(record(topic, data)), waiting));
  }

  /// A record of no key but on the topic `good` and `small`, where order within a partition counts.
  private static String record(String topic, String data) {
    var key = topic.equals("compacted") ? "null" : "\"k\"";
    return "{\"topic\":\"%s\",\"key\":%s,\"data\":\"%s\"}".formatted(topic, key, data);
  }

  private static String body(List<String> records, boolean waiting) {
    return "{\"records\":[%s],\"wait_for_send\":%s}".formatted(String.join(",", records), waiting);
  }

  private static Figures figures() {
    return Figures.parse(weir.get("/metrics").body());
  }
}
