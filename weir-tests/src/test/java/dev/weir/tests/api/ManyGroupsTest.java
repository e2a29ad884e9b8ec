package dev.weir.tests.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.testkit.WeirExtension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// `/api/groups` where there are more of them than are looked at.
@Timeout(180)
class ManyGroupsTest {
  private static final int LOOKED_AT = 2_000;

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  @BeforeAll
  static void there_are_many() throws Exception {
    weir.kafka().createTopic("rides", 1);
    weir.post("/topics/rides/messages", "x");
    var place = Map.of(new TopicPartition("rides", 0), new OffsetAndMetadata(0));
    var servers = weir.kafka().bootstrapServers();
    // Those that are asked for last wait for all others.
    var settings =
        Map.<String, Object>of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            servers,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            300_000);
    try (var admin = Admin.create(settings)) {
      var made = new ArrayList<KafkaFuture<Void>>();
      for (var i = 0; i <= LOOKED_AT; i++) {
        made.add(admin.alterConsumerGroupOffsets("group-%04d".formatted(i), place).all());
      }
      for (var one : made) one.get();
    }
  }

  @Test
  void the_list_says_how_many_are_not_in_it() throws IOException {
    var list = json("/api/groups");

    assertThat(list.path("groups")).hasSize(LOOKED_AT);
    assertThat(list.path("unseen").asInt()).isOne();
  }

  @Test
  void one_that_is_not_in_the_list_is_told_of_all_the_same() throws IOException {
    var last = json("/api/groups/group-" + LOOKED_AT);

    assertThat(last.path("group").asText()).isEqualTo("group-" + LOOKED_AT);
    assertThat(last.path("lag").asText()).isEqualTo("1");
    assertThat(last.at("/partitions/0/committed").asText()).isEqualTo("0");
  }

  @Test
  void one_that_is_not_there_is_not() {
    var none = weir.get("/api/groups/none");

    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(none.body()).contains("There is no group 'none'");
  }

  private static JsonNode json(String path) throws IOException {
    var answer = weir.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }
}
