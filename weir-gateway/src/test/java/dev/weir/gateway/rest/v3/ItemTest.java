package dev.weir.gateway.rest.v3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Links;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ItemTest {
  private static final Place CLUSTER =
      Place.root(new Links("https://weir.example.com/api"), "").one("clusters", "kafka", "id");

  @Test
  void a_thing_says_what_it_is_and_where_then_what_it_knows_in_that_order() {
    var item =
        new Item("KafkaTopic", CLUSTER.one("topics", "topic", "a b/c"))
            .with("name", "a \"b\"")
            .with("count", 3)
            .with("offset", 1L << 40)
            .with("internal", false)
            .with("rack", null)
            .with("list", Arrays.asList("x", null))
            .with("objects", List.of(Map.of("k", "v")))
            .leads("configs", "configs", "-")
            .related("leader", null);

    assertThat(text(item.answer(201)))
        .isEqualTo(
            flat(
                """
                {"kind":"KafkaTopic","metadata":{
                "self":"https://weir.example.com/api/v3/clusters/id/topics/a%20b%2Fc",
                "resource_name":"crn:///kafka=id/topic=a%20b%2Fc"},
                "name":"a \\"b\\"","count":3,"offset":1099511627776,"internal":false,"rack":null,
                "list":["x",null],"objects":[{"k":"v"}],
                "configs":{"related":
                "https://weir.example.com/api/v3/clusters/id/topics/a%20b%2Fc/configs/-"},
                "leader":null}\
                """));
  }

  @Test
  void a_list_has_one_page() {
    var items = Stream.of(new Item("KafkaBroker", CLUSTER.one("brokers", "broker", 1)));

    var list = Item.list("KafkaBroker", CLUSTER.address("brokers"), items);

    assertThat(list.status()).isEqualTo(200);
    assertThat(list.contentType()).isEqualTo("application/json");
    assertThat(text(list))
        .isEqualTo(
            flat(
                """
                {"kind":"KafkaBrokerList","metadata":{
                "self":"https://weir.example.com/api/v3/clusters/id/brokers","next":null},
                "data":[{"kind":"KafkaBroker","metadata":{
                "self":"https://weir.example.com/api/v3/clusters/id/brokers/1",
                "resource_name":"crn:///kafka=id/broker=1"}}]}\
                """));
  }

  @Test
  void an_authority_stands_in_front_of_names_alone() {
    var root = Place.root(new Links("http://weir"), "kafka.example.com");

    var summary = root.one("clusters", "kafka", "id").only("lag-summary");

    assertThat(summary.name()).isEqualTo("crn://kafka.example.com/kafka=id/lag-summary");
    assertThat(summary.address()).isEqualTo("http://weir/v3/clusters/id/lag-summary");
  }

  private static String text(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String flat(String json) {
    return json.replaceAll("\\n\\s*", "");
  }
}
