package dev.weir.tests.rest.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Several instances of one group, and instances that end.
@Timeout(180)
class GroupsTest {
  @RegisterExtension final WeirExtension weir = WeirExtension.create();

  private final Client client = new Client(weir);

  @Test
  void two_instances_of_a_group_share_the_partitions() {
    client.topic("shared", 4);
    var first = client.reader("group", "json", "shared");
    assertThat(assigned(first)).isEqualTo(4);

    var second = client.reader("group", "json", "shared");

    assertThat(assigned(second)).isEqualTo(2);
    Await.until("the first has its half", () -> assigned(first) == 2);
  }

  @Test
  void a_second_instance_reads_at_its_first_call() {
    client.topic("shared", 2);
    var first = client.reader("group", "json", "shared");
    assertThat(assigned(first)).isEqualTo(2);
    client.produce(
        List.of(
            new ProducerRecord<>("shared", 0, null, "1".getBytes(UTF_8)),
            new ProducerRecord<>("shared", 1, null, "2".getBytes(UTF_8))));

    var second = client.reader("group", "json", "shared");

    assertThat(client.read(second).json()).hasSize(1);
  }

  /// At least once: each record is read by somebody, whatever the group does meanwhile; and what is
  /// committed was read.
  @Test
  void members_that_come_and_go_during_reads_lose_nothing() {
    var count = 2_000;
    client.topic("moving", 4);
    client.produce(
        IntStream.range(0, count)
            .mapToObj(i ->
                new ProducerRecord<byte[], byte[]>(
                    "moving", i % 4, null, Integer.toString(i).getBytes(UTF_8)))
            .toList());
    var read = new HashSet<String>();
    var members = new ArrayList<>(List.of(client.reader("group", "json", "moving")));

    for (var turn = 0; read.size() < count && turn < 400; turn++) {
      if (turn % 10 == 5 && members.size() < 4) {
        members.add(client.reader("group", "json", "moving"));
      } else if (turn % 10 == 9 && members.size() > 1) {
        client.delete(members.removeFirst());
      }
      for (var member : members) {
        read.addAll(client.get(member + "/records?max_bytes=150&timeout=100").all("value"));
        assertThat(client.post(member + "/offsets", "").status()).isIn(200, 500);
        assertThat(unread(read, count)).as("committed and not read").isEmpty();
      }
    }

    assertThat(read).hasSize(count);
  }

  /// The values below the committed offsets that nobody has read.
  private List<Integer> unread(Set<String> read, int count) {
    var missing = new ArrayList<Integer>();
    client
        .committed("group")
        .forEach((partition, committed) -> {
          for (var offset = 0; offset < committed; offset++) {
            var value = offset * 4 + partition.partition();
            if (value < count && !read.contains(Integer.toString(value))) missing.add(value);
          }
        });
    return missing;
  }

  @Test
  void what_a_stopped_gateway_had_not_returned_comes_again() {
    client.topic("again", 1).produce("again", "0", "1", "2", "3");
    var first = client.create("group", "{\"format\":\"json\",\"auto.offset.reset\":\"earliest\"}");
    client.subscribe(first, "again");
    assertThat(client.read(first, 2).all("value")).containsExactly("0");

    weir.stop();
    assertThat(client.members("group")).isZero();
    assertThat(client.committed("group", "again")).isEqualTo(1);
    weir.start();

    assertThat(client.read(first).error()).isEqualTo("404/40403");
    var second = client.reader("group", "json", "again");
    assertThat(client.read(second).all("value")).containsExactly("1", "2", "3");
  }

  @Test
  void a_stop_ends_the_reads_that_wait() throws Exception {
    client.topic("stop", 1);
    var instance = client.reader("json", "stop");
    client.get(instance + "/assignments");
    var read = client.later("GET", instance + "/records?timeout=50000", "");
    var begin = System.nanoTime();

    weir.stop();

    assertThat(Await.since(begin)).isLessThan(Duration.ofSeconds(40)); // it would wait for 50
    assertThat(read.handle((answer, _) -> answer == null ? 0 : answer.status()).get())
        .isIn(0, 200, 404, 503);
  }

  private int assigned(String instance) {
    return client.get(instance + "/assignments").json().get("partitions").size();
  }
}
