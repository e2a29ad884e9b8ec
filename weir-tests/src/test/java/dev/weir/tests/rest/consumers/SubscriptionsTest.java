package dev.weir.tests.rest.consumers;

import static dev.weir.tests.rest.consumers.Client.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Section 6 of the contract: subscribe and assign.
@Timeout(120)
class SubscriptionsTest {
  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  private final Client client = new Client(weir);

  @Test
  void the_first_read_has_what_was_there_before_the_subscription() {
    var topic = unique("before");
    client.topic(topic, 1).produce(topic, "1", "2");

    var instance = client.reader("json", topic);

    assertThat(client.read(instance).all("value")).containsExactly("1", "2");
  }

  @Test
  void the_first_read_has_what_came_after_the_subscription() {
    var topic = unique("after");
    client.topic(topic, 1).produce(topic, "\"old\"");
    var instance =
        client.create(unique("group"), "{\"format\":\"json\",\"auto.offset.reset\":\"latest\"}");
    client.subscribe(instance, topic);

    client.produce(topic, "1", "2");

    assertThat(client.read(instance).all("value")).containsExactly("1", "2");
  }

  @Test
  void a_subscription_that_grows_misses_nothing() {
    var topic = unique("grows");
    var more = unique("more");
    client.topic(topic, 1).topic(more, 1);
    var instance =
        client.create(unique("group"), "{\"format\":\"json\",\"auto.offset.reset\":\"latest\"}");
    client.subscribe(instance, topic);
    client.produce(topic, "1", "2");

    var answer =
        client.post(
            instance + "/subscription", "{\"topics\":[\"%s\",\"%s\"]}".formatted(topic, more));

    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    assertThat(client.values(instance, 2)).containsExactly("1", "2");
  }

  @Test
  void a_subscription_to_a_topic_that_is_not_there_yet_is_fine() {
    var topic = unique("later");
    var instance = client.reader("json", topic);
    assertThat(client.get(instance + "/records?timeout=200").body()).isEqualTo("[]");

    client.produce(topic, "1");

    assertThat(client.values(instance, 1)).containsExactly("1");
  }

  @Test
  void a_pattern_matches_whole_names() {
    var name = unique("pattern");
    client.topic(name + ".a", 1).topic(name + ".b", 1).topic("not." + name + ".a", 1);
    client.produce(name + ".a", "1");
    client.produce(name + ".b", "2");
    client.produce("not." + name + ".a", "3");
    var instance =
        client.create(unique("group"), "{\"format\":\"json\",\"auto.offset.reset\":\"earliest\"}");

    var answer =
        client.post(
            instance + "/subscription", "{\"topic_pattern\":\"%s\\\\..*\"}".formatted(name));

    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    assertThat(client.values(instance, 2)).containsExactlyInAnyOrder("1", "2");
    assertThat(client.get(instance + "/subscription").body())
        .isEqualTo(
            "{\"topics\":[\"%s.a\",\"%s.b\"],\"partitions\":[{\"%s.a\":[0]},{\"%s.b\":[0]}]}"
                .formatted(name, name, name, name));
  }

  @Test
  void another_subscription_takes_the_place_of_the_first() {
    var first = unique("first");
    var second = unique("second");
    client.topic(first, 1).topic(second, 1).produce(first, "1");
    client.produce(second, "2");
    var instance = client.reader("json", first);
    assertThat(client.read(instance).all("value")).containsExactly("1");

    client.subscribe(instance, second);

    client.produce(first, "3");
    assertThat(client.read(instance).all("value")).containsExactly("2");
    assertThat(client.get(instance + "/subscription").json().get("topics"))
        .hasSize(1)
        .allSatisfy(topic -> assertThat(topic.asText()).isEqualTo(second));
  }

  @Test
  void a_pattern_takes_the_place_of_topics_and_the_reverse() {
    var topic = unique("swap");
    client.topic(topic, 1).produce(topic, "1");
    var instance = client.reader("json", topic);
    var pattern = "{\"topic_pattern\":\"%s\"}".formatted(topic);

    assertThat(client.post(instance + "/subscription", pattern).status()).isEqualTo(204);
    assertThat(client.post(instance + "/subscription", pattern).status()).isEqualTo(204);
    client.subscribe(instance, topic);

    assertThat(client.read(instance).all("value")).containsExactly("1");
  }

  @Test
  void the_same_subscription_twice_changes_nothing() {
    var topic = unique("twice");
    client.topic(topic, 1).produce(topic, "1");
    var instance = client.reader("json", topic);
    assertThat(client.read(instance).all("value")).containsExactly("1");

    client.subscribe(instance, topic);

    client.produce(topic, "2");
    assertThat(client.read(instance).all("value")).containsExactly("2");
  }

  @Test
  void without_a_subscription_there_is_nothing_to_tell() {
    var instance = client.create(unique("group"), "{}");

    assertThat(client.get(instance + "/subscription").body())
        .isEqualTo("{\"topics\":[],\"partitions\":[]}");
    assertThat(client.get(instance + "/assignments").body()).isEqualTo("{\"partitions\":[]}");
    assertThat(client.delete(instance + "/subscription").status()).isEqualTo(204);
    assertThat(client.read(instance).error()).isEqualTo("409/40903");
  }

  @Test
  void after_a_subscription_the_assignments_are_known_at_once() {
    var topic = unique("known");
    client.topic(topic, 2);
    var instance = client.reader("binary", topic);

    assertThat(client.get(instance + "/assignments").body())
        .isEqualTo(
            "{\"partitions\":[{\"topic\":\"%s\",\"partition\":0},{\"topic\":\"%s\",\"partition\":1}]}"
                .formatted(topic, topic));
  }

  @Test
  void assigned_partitions_are_read_without_a_group() {
    var topic = unique("assigned");
    client.topic(topic, 2).produce(topic, "1");
    var instance =
        client.create(unique("group"), "{\"format\":\"json\",\"auto.offset.reset\":\"earliest\"}");

    var answer = client.post(instance + "/assignments", partitions(topic, 0));

    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    assertThat(client.read(instance).all("value")).containsExactly("1");
    assertThat(client.get(instance + "/assignments").json().get("partitions")).hasSize(1);
    assertThat(client.members(Client.group(instance))).isZero();
  }

  @Test
  void another_assignment_takes_the_place_of_the_first() {
    var first = unique("first");
    var second = unique("second");
    client.topic(first, 1).topic(second, 1).produce(first, "1", "2");
    client.produce(second, "3");
    var instance =
        client.create(unique("group"), "{\"format\":\"json\",\"auto.offset.reset\":\"earliest\"}");
    client.post(instance + "/assignments", partitions(first, 0));
    assertThat(client.read(instance, 1).all("value")).containsExactly("1");

    client.post(instance + "/assignments", partitions(second, 0));

    assertThat(client.read(instance).all("value")).containsExactly("3");
  }

  @Test
  void subscriptions_and_assignments_do_not_mix() {
    var topic = unique("mixed");
    client.topic(topic, 1);
    var subscribed = client.reader("json", topic);
    var assigned = client.create(unique("group"), "{}");
    client.post(assigned + "/assignments", partitions(topic, 0));

    var assign = client.post(subscribed + "/assignments", partitions(topic, 0));
    var subscribe =
        client.post(assigned + "/subscription", "{\"topics\":[\"%s\"]}".formatted(topic));

    assertThat(assign.error()).isEqualTo("409/40903");
    assertThat(subscribe.error()).isEqualTo("409/40903");
    assertThat(client.delete(subscribed + "/subscription").status()).isEqualTo(204);
    assertThat(client.post(subscribed + "/assignments", partitions(topic, 0)).status())
        .isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      nullValues = "-",
      value = {
        "subscription | {\"topics\":[\"a\"],\"topic_pattern\":\"b\"} | 409/40903 | both",
        "subscription | {}                        | 422/422 | topic_pattern",
        "subscription | -                         | 422/422 | empty",
        "subscription | {\"topics\":[]}           | 422/422 | empty",
        "subscription | {\"topics\":\"a\"}        | 422/422 | topics",
        "subscription | {\"topics\":[1]}          | 422/422 | topic",
        "subscription | {\"topics\":[\"a/b\"]}    | 422/422 | a/b",
        "subscription | {\"topics\":[\"\"]}       | 422/422 | topic",
        "subscription | {\"topic_pattern\":7}     | 422/422 | topic_pattern",
        "subscription | {\"topic_pattern\":\"a[\"}| 422/422 | topic_pattern",
        "subscription | {\"topic_pattern\":\"\"}   | 422/422 | topic_pattern",
        "subscription | {\"topics\":              | 400/400 | JSON",
        "subscription | {} {}                     | 400/400 | behind its end",
        "assignments  | {}                        | 422/422 | partitions",
        "assignments  | -                         | 422/422 | empty",
        "assignments  | {\"partitions\":{}}       | 422/422 | partitions",
        "assignments  | {\"partitions\":[1]}      | 422/422 | object",
        "assignments  | {\"partitions\":[{\"partition\":0}]} | 422/422 | topic",
        "assignments  | {\"partitions\":[{\"topic\":\"a\"}]} | 422/422 | partition",
        "assignments  | {\"partitions\":[{\"topic\":\"a\",\"partition\":-1}]} | 422/422 | partition",
        "assignments  | {\"partitions\":[{\"topic\":\"a\",\"partition\":\"0\"}]} | 422/422 | partition",
        "assignments  | {\"partitions\":[{\"topic\":\"a\",\"partition\":4294967296}]} | 422/422 | partition",
      })
  void a_wrong_body_is_refused(String call, String body, String error, String named) {
    var instance = client.create(unique("group"), "{}");

    var answer = client.post(instance + "/" + call.strip(), body == null ? "" : body);

    assertThat(answer.error()).as(answer.body()).isEqualTo(error);
    assertThat(answer.message()).contains(named).doesNotContain("jackson", "Feature", "Source");
    client.delete(instance);
  }

  private static String partitions(String topic, int partition) {
    return "{\"partitions\":[{\"topic\":\"%s\",\"partition\":%d}]}".formatted(topic, partition);
  }
}
