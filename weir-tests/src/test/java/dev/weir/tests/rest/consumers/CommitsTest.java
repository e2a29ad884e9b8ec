package dev.weir.tests.rest.consumers;

import static dev.weir.tests.rest.consumers.Client.V2;
import static dev.weir.tests.rest.consumers.Client.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Section 8 of the contract: commits.
@Timeout(120)
class CommitsTest {
  private static final String STRIMZI =
      "{\"format\":\"json\",\"auto.offset.reset\":\"earliest\",\"enable.auto.commit\":false}";

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  private final Client client = new Client(weir);

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"offsets\":[]}"})
  void a_commit_without_a_list_covers_what_was_returned(String body) {
    var topic = unique("returned");
    client.topic(topic, 1).produce(topic, "0", "1", "2");
    var instance = client.reader("json", topic);
    client.read(instance, 1);
    client.read(instance, 1);

    var answer = client.post(instance + "/offsets", body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("[]");
    assertThat(answer.type()).isEqualTo(V2);
    assertThat(client.committed(Client.group(instance), topic)).isEqualTo(2);
  }

  @Test
  void before_any_read_there_is_nothing_to_commit() {
    var topic = unique("unread");
    client.topic(topic, 1).produce(topic, "0");
    var instance = client.reader("json", topic);
    client.get(instance + "/assignments");

    var answer = client.post(instance + "/offsets", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(client.committed(Client.group(instance), topic)).isEqualTo(-1);
  }

  @Test
  void a_read_that_failed_returned_nothing() {
    var topic = unique("failed");
    client.topic(topic, 1).produce(topic, "0", "no json");
    var instance = client.reader("json", topic);
    assertThat(client.read(instance).error()).isEqualTo("422/42203");

    client.post(instance + "/offsets", "");

    assertThat(client.committed(Client.group(instance), topic)).isEqualTo(-1);
  }

  @Test
  void an_offset_of_confluents_is_the_last_one_consumed() {
    var topic = unique("confluent");
    client.topic(topic, 1).produce(topic, "0", "1", "2");
    var instance = client.reader("json", topic);

    var answer = client.post(instance + "/offsets", offsets(topic, 1));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(client.committed(Client.group(instance), topic)).isEqualTo(2);
  }

  @Test
  void an_offset_of_strimzis_is_the_next_one_to_consume() {
    var topic = unique("strimzi");
    client.topic(topic, 1).produce(topic, "0", "1", "2");
    var instance = client.create(unique("group"), STRIMZI);
    client.subscribe(instance, topic);
    client.get(instance + "/assignments");

    var answer = client.post(instance + "/offsets", offsets(topic, 1));

    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(client.committed(Client.group(instance), topic)).isEqualTo(1);
  }

  @Test
  void a_strimzi_commit_without_a_list_is_answered_204() {
    var topic = unique("strimzi");
    client.topic(topic, 1).produce(topic, "0", "1");
    var instance = client.create(unique("group"), STRIMZI);
    client.subscribe(instance, topic);
    assertThat(client.read(instance).all("value")).hasSize(2);

    assertThat(client.post(instance + "/offsets", "").status()).isEqualTo(204);
    assertThat(client.committed(Client.group(instance), topic)).isEqualTo(2);
  }

  @Test
  void an_async_commit_is_done_soon() {
    var topic = unique("async");
    client.topic(topic, 1).produce(topic, "0", "1");
    var instance = client.reader("json", topic);
    assertThat(client.read(instance).all("value")).hasSize(2);

    var answer = client.post(instance + "/offsets?async=true", "");

    assertThat(answer.status()).isEqualTo(200);
    Await.until("it is committed", () -> client.committed(Client.group(instance), topic) == 2);
  }

  @Test
  void the_committed_offsets_are_told() {
    var topic = unique("told");
    client.topic(topic, 2).produce(topic, "0", "1");
    var instance = client.reader("json", topic);
    client.get(instance + "/assignments");
    var none = committed(instance, topic);
    client.post(
        instance + "/offsets",
        "{\"offsets\":[{\"topic\":\"%s\",\"partition\":0,\"offset\":0,\"metadata\":\"mine\"}]}"
            .formatted(topic));

    var told = committed(instance, topic);
    var byQuery = client.get(instance + "/offsets?topic=%s&partition=0".formatted(topic));

    assertThat(none.body()).isEqualTo("{\"offsets\":[]}");
    assertThat(told.body())
        .isEqualTo(
            "{\"offsets\":[{\"topic\":\"%s\",\"partition\":0,\"offset\":1,\"metadata\":\"mine\"}]}"
                .formatted(topic));
    assertThat(byQuery.body()).isEqualTo(told.body());
  }

  @Test
  void who_asks_for_committed_offsets_names_partitions() {
    var instance = client.create(unique("group"), "{}");

    assertThat(client.get(instance + "/offsets").error()).isEqualTo("404/40402");
    assertThat(client.get(instance + "/offsets?topic=t&partition=x").error()).isEqualTo("422/422");
    assertThat(client.get(instance + "/offsets?topic=t").error()).isEqualTo("422/422");
    assertThat(client.send("GET", instance + "/offsets", "{}").error()).isEqualTo("422/422");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"offsets\":7}  | 422/422",
        "{\"offsets\":[{\"topic\":\"t\",\"partition\":0}]} | 422/422",
        "{\"offsets\":[{\"topic\":\"t\",\"partition\":0,\"offset\":-1}]} | 422/422",
        "{\"offsets\":[{\"topic\":\"t\",\"partition\":0,\"offset\":9223372036854775807}]} | 422/422",
        "{\"offsets\":[{\"topic\":\"t\",\"partition\":0,\"offset\":1,\"metadata\":{}}]} | 422/422",
        "{\"offsets\":  | 400/400",
      })
  void a_wrong_commit_is_refused(String body, String error) {
    var instance = client.create(unique("group"), "{}");

    assertThat(client.post(instance + "/offsets", body).error()).isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource({"there, 7, 404/40402", "elsewhere, 0, 404/40401"})
  void a_commit_for_what_is_not_there_is_refused_at_once(
      String topic, int partition, String error) {
    var group = unique("group");
    if (topic.equals("there")) client.topic("there", 1);
    var instance = client.create(group, "{}");

    var commit =
        "{\"offsets\":[{\"topic\":\"%s\",\"partition\":%d,\"offset\":1}]}"
            .formatted(topic, partition);

    var atOnce = Duration.ofSeconds(4); // Kafka's client would try for 5
    var took =
        Await.quickest(
            atOnce,
            () -> {
              var begun = System.nanoTime();
              var answer = client.post(instance + "/offsets", commit);
              assertThat(answer.error()).as(answer.body()).isEqualTo(error);
              assertThat(answer.message()).contains(topic);
              return Await.since(begun);
            });

    assertThat(took).isLessThan(atOnce);
  }

  @Test
  void what_was_returned_is_committed_by_itself_at_the_end() {
    var topic = unique("auto");
    client.topic(topic, 1).produce(topic, "0", "1", "2");
    var instance =
        client.create(unique("group"), "{\"format\":\"json\",\"auto.offset.reset\":\"earliest\"}");
    client.subscribe(instance, topic);
    client.read(instance, 1);

    client.delete(instance);

    assertThat(client.committed(Client.group(instance), topic)).isEqualTo(1);
  }

  @Test
  void what_was_returned_is_committed_by_itself_now_and_then() {
    var topic = unique("auto");
    client.topic(topic, 1).produce(topic, "0", "1", "2");
    var instance =
        client.create(
            unique("group"),
            """
            {"format":"json","auto.offset.reset":"earliest","auto.commit.enable":"true",
             "auto.commit.interval.ms":100}\
            """);
    client.subscribe(instance, topic);

    client.read(instance, 1);

    Await.until("it is committed", () -> client.committed(Client.group(instance), topic) == 1);
  }

  @Test
  void without_auto_commit_the_next_instance_begins_again() {
    var topic = unique("manual");
    client.topic(topic, 1).produce(topic, "0", "1");
    var group = unique("group");
    var first = client.reader(group, "json", topic);
    assertThat(client.read(first).all("value")).hasSize(2);
    client.delete(first);

    var second = client.reader(group, "json", topic);

    assertThat(client.read(second).all("value")).containsExactly("0", "1");
  }

  private Client.Answer committed(String instance, String topic) {
    var body =
        "{\"partitions\":[{\"topic\":\"%s\",\"partition\":0},{\"topic\":\"%s\",\"partition\":1}]}"
            .formatted(topic, topic);
    return client.send("GET", instance + "/offsets", body, "Content-Type", V2);
  }

  private static String offsets(String topic, long offset) {
    return "{\"offsets\":[{\"topic\":\"%s\",\"partition\":0,\"offset\":%d}]}"
        .formatted(topic, offset);
  }
}
