package dev.weir.tests.rest.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Kafka does not let the gateway read: its client hears so, as often as it asks.
@Timeout(120)
class AuthorisationTest {
  @RegisterExtension final WeirExtension weir = WeirExtension.create();

  private final Client client = new Client(weir);

  AuthorisationTest() {
    weir.kafka()
        .with("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
        .with("allow.everyone.if.no.acl.found", "true");
  }

  @BeforeEach
  void deny() throws Exception {
    client.topic("secret", 1).topic("open", 1).produce("open", "1");
    try (var admin = Admin.create(Map.of("bootstrap.servers", weir.kafka().bootstrapServers()))) {
      admin
          .createAcls(
              List.of(denied(ResourceType.TOPIC, "secret"), denied(ResourceType.GROUP, "closed")))
          .all()
          .get();
      // The broker hears of them a moment after its controller has answered.
      Await.until(
          "they are in force",
          () -> admin.describeAcls(AclBindingFilter.ANY).values().get().size() == 2);
    }
  }

  private static AclBinding denied(ResourceType type, String name) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL),
        new AccessControlEntry("User:*", "*", AclOperation.READ, AclPermissionType.DENY));
  }

  @Test
  void a_topic_that_may_not_be_read_is_403() {
    var instance = client.reader("group", "json", "secret");

    assertThat(client.read(instance).error()).isEqualTo("403/40301");
    assertThat(client.read(instance).error()).isEqualTo("403/40301");
    client.subscribe(instance, "open");
    Await.until("it may read", () -> client.read(instance).status() == 200);
    assertThat(client.delete(instance).status()).isEqualTo(204);
  }

  @Test
  void a_group_that_may_not_be_joined_is_403() {
    var instance = client.reader("closed", "json", "open");

    assertThat(client.read(instance).error()).isEqualTo("403/40301");
    assertThat(client.post(instance + "/offsets", "").status()).isIn(200, 403);
    assertThat(client.delete(instance).status()).isEqualTo(204);
  }
}
