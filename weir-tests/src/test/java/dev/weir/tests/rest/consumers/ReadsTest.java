package dev.weir.tests.rest.consumers;

import static dev.weir.tests.rest.consumers.Client.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import dev.weir.tests.RawHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Section 7 of the contract: how much a read answers, and how long it waits.
@Timeout(120)
class ReadsTest {
  /// Far from one another, so that no pause of the machine makes one of the other.
  private static final Duration BY_DEFAULT = Duration.ofSeconds(4);

  private static final Duration AT_MOST = Duration.ofSeconds(10);

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("consumers.timeout", BY_DEFAULT.toSeconds() + "s")
          .with("consumers.timeout-at-most", AT_MOST.toSeconds() + "s")
          .with("consumers.max-bytes", "3MB");

  private final Client client = new Client(weir);

  @Test
  void a_record_over_max_bytes_is_delivered_alone() {
    var topic = unique("large");
    client.topic(topic, 1).produce(topic, "x".repeat(1_000), "y", "z");
    var instance = client.reader("text", topic);

    var large = client.read(instance, 10);
    var rest = client.read(instance, 10);

    assertThat(large.all("value")).containsExactly("x".repeat(1_000));
    assertThat(rest.all("value")).containsExactly("y", "z");
  }

  @Test
  void a_read_stops_before_max_bytes_and_the_next_one_goes_on() {
    var topic = unique("bounded");
    client.topic(topic, 1).produce(topic, "aaaa", "bbbb", "cccc", "dddd");
    var instance = client.reader("text", topic);

    var first = client.read(instance, 9);
    var second = client.read(instance, 13);

    assertThat(first.all("value")).containsExactly("aaaa", "bbbb");
    assertThat(second.all("value")).containsExactly("cccc", "dddd");
  }

  @Test
  void a_read_is_bounded_by_the_setting_too() {
    var topic = unique("setting");
    var value = "x".repeat(500_000);
    client
        .topic(topic, 1)
        .produce(topic, IntStream.range(0, 10).mapToObj(_ -> value).toArray(String[]::new));
    var instance = client.reader("text", topic);

    var sizes = new ArrayList<Integer>();
    while (sizes.stream().mapToInt(n -> n).sum() < 10) {
      sizes.add(client.read(instance, 100000000).json().size());
    }

    assertThat(sizes).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(6));
  }

  @Test
  void max_poll_records_bounds_a_read() {
    var topic = unique("counted");
    client.topic(topic, 1).produce(topic, "1", "2", "3");
    var instance =
        client.create(
            unique("group"),
            "{\"format\":\"json\",\"auto.offset.reset\":\"earliest\",\"max.poll.records\":2}");
    client.subscribe(instance, topic);

    assertThat(client.read(instance).all("value")).containsExactly("1", "2");
    assertThat(client.read(instance).all("value")).containsExactly("3");
  }

  @Test
  void an_empty_topic_is_an_empty_list_after_the_timeout() {
    var topic = unique("empty");
    client.topic(topic, 1);
    var instance = client.reader("json", topic);
    client.get(instance + "/assignments");

    var quick = timed(instance + "/records?timeout=100");
    var byDefault = timed(instance + "/records?timeout=0");
    var negative = timed(instance + "/records?timeout=-5");

    assertThat(quick).isBetween(Duration.ofMillis(100), BY_DEFAULT);
    assertThat(byDefault).isBetween(BY_DEFAULT, AT_MOST);
    assertThat(negative).isBetween(BY_DEFAULT, AT_MOST);
  }

  @Test
  void a_huge_timeout_is_cut() {
    var topic = unique("huge");
    client.topic(topic, 1);
    var more = client.reader("json", topic);
    var most = client.reader("json", topic);
    var begin = System.nanoTime();
    var moreThanALong = client.later("GET", more + "/records?timeout=99999999999999999999999", "");

    assertThat(timed(most + "/records?timeout=" + Long.MAX_VALUE)).isGreaterThan(AT_MOST);
    assertThat(moreThanALong.join().body()).isEqualTo("[]"); // the client waits for 30 s
    assertThat(Await.since(begin)).isGreaterThan(AT_MOST);
  }

  @Test
  void an_instance_has_a_timeout_of_its_own() {
    var topic = unique("own");
    client.topic(topic, 1);
    var instance = client.create(unique("group"), "{\"consumer.request.timeout.ms\":\"150\"}");
    client.subscribe(instance, topic);
    client.get(instance + "/assignments");

    assertThat(timed(instance + "/records")).isLessThan(BY_DEFAULT);
    assertThat(timed(instance + "/records?timeout=10000")).isLessThan(BY_DEFAULT);
  }

  @Test
  void a_read_that_waits_ends_when_a_record_comes() throws Exception {
    var topic = unique("poll");
    client.topic(topic, 1);
    var instance = client.reader("json", topic);
    client.get(instance + "/assignments");
    var read = client.later("GET", instance + "/records?timeout=10000", "");

    client.produce(topic, "1");

    assertThat(read.get().all("value")).containsExactly("1");
  }

  @Test
  void records_for_a_client_that_went_away_come_again() throws Exception {
    var topic = unique("deserted");
    client.topic(topic, 1).produce(topic, "1");
    var instance =
        client.create(
            unique("group"),
            """
            {"format":"json","auto.offset.reset":"earliest","auto.commit.enable":"false",
             "fetch.min.bytes":5}\
            """);
    client.subscribe(instance, topic);
    CompletableFuture<Client.Answer> behind;
    try (var raw = new RawHttp(weir.port("http"))) {
      raw.write("GET %s/records?timeout=9000 HTTP/1.1\r\nHost: weir\r\n\r\n".formatted(instance));
      behind =
          Await.first(
              "the read waits",
              () -> client.later("GET", instance + "/subscription", ""),
              ReadsTest::waits);
    }
    assertThat(behind.get().status()).isEqualTo(200); // the read is over

    var commit = client.post(instance + "/offsets", "");

    assertThat(commit.status()).isEqualTo(200);
    assertThat(client.committed(Client.group(instance), topic)).isEqualTo(-1);
    assertThat(client.get(instance + "/records?timeout=3000").all("value")).containsExactly("1");
  }

  /// Whether a call has to wait for another one.
  private static boolean waits(CompletableFuture<Client.Answer> call) {
    try {
      var _ = call.get(1, TimeUnit.SECONDS);
      return false;
    } catch (TimeoutException e) {
      return true;
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_head_shows_no_records_and_takes_none() {
    var topic = unique("head");
    client.topic(topic, 1).produce(topic, "1");
    var instance = client.reader("json", topic);

    var head = client.send("HEAD", instance + "/records?timeout=10000", "");
    var read = client.read(instance);

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(read.all("value")).containsExactly("1");
  }

  @Test
  void reads_whose_clients_went_away_hold_nothing_up() throws Exception {
    var topic = unique("abandoned");
    client.topic(topic, 1);
    var instance = client.reader("json", topic);
    client.get(instance + "/assignments");
    for (var i = 0; i < 4; i++) {
      try (var raw = new RawHttp(weir.port("http"))) {
        raw.write(
            "GET %s/records?timeout=10000 HTTP/1.1\r\nHost: weir\r\n\r\n".formatted(instance));
      }
    }

    var begin = System.nanoTime();
    var answer = client.get(instance + "/subscription");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(Await.since(begin)).isLessThan(Duration.ofSeconds(8)); // one of them waits for 10
  }

  @Test
  void fetch_min_bytes_are_waited_for() {
    var topic = unique("least");
    client.topic(topic, 1).produce(topic, "1");
    var instance =
        client.create(
            unique("group"),
            """
            {"format":"json","auto.offset.reset":"earliest","fetch.min.bytes":"5",
             "consumer.request.timeout.ms":"4000"}\
            """);
    client.subscribe(instance, topic);
    client.get(instance + "/assignments");

    var begin = System.nanoTime();
    var late = client.read(instance);
    var took = Await.since(begin);
    client.produce(topic, "2222222");
    var soon = client.read(instance);

    assertThat(late.all("value")).containsExactly("1");
    assertThat(took).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
    assertThat(soon.all("value")).containsExactly("2222222");
  }

  @Test
  void fetch_min_bytes_are_waited_for_when_a_record_came_during_the_join() {
    var topic = unique("least");
    client.topic(topic, 1).produce(topic, "1");
    var instance =
        client.create(
            unique("group"),
            """
            {"format":"json","auto.offset.reset":"earliest","fetch.min.bytes":5}\
            """);
    client.subscribe(instance, topic);

    var begin = System.nanoTime();
    var late = client.get(instance + "/records?timeout=4000");
    var took = Await.since(begin);

    assertThat(late.all("value")).containsExactly("1");
    assertThat(took).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeout=soon", "max_bytes=many", "timeout=1.5"})
  void what_is_no_number_is_refused(String query) {
    var instance = client.reader("json", unique("query"));

    var answer = client.get(instance + "/records?" + query);

    assertThat(answer.error()).isEqualTo("400/400");
    assertThat(answer.message()).contains(query.substring(0, query.indexOf('=')));
  }

  @Test
  void concurrent_reads_share_the_records_in_order() throws Exception {
    var topic = unique("concurrent");
    var values = IntStream.range(0, 40).mapToObj(Integer::toString).toArray(String[]::new);
    client.topic(topic, 1).produce(topic, values);
    var instance = client.reader("json", topic);
    client.get(instance + "/assignments");

    var reads =
        IntStream.range(0, 8)
            .mapToObj(_ -> client.later("GET", instance + "/records?max_bytes=12", ""))
            .toList();
    var all = new ArrayList<String>();
    for (var read : reads) {
      var some = read.get().all("value");
      assertThat(some)
          .isSortedAccordingTo((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)));
      all.addAll(some);
    }
    while (all.size() < 40) all.addAll(client.read(instance).all("value"));

    assertThat(all).containsExactlyInAnyOrder(values);
  }

  @Test
  void more_calls_than_an_instance_keeps_waiting_are_refused() throws Exception {
    var topic = unique("crowd");
    client.topic(topic, 1);
    var instance = client.reader("json", topic);

    var reads =
        IntStream.range(0, 100)
            .mapToObj(_ -> client.later("GET", instance + "/records?timeout=10000", ""))
            .toList();
    Await.until(
        "36 of them are refused", () -> reads.stream().filter(Future::isDone).count() == 36);
    client.delete(instance); // ends those that wait

    var statuses = new ArrayList<Integer>();
    for (var read : reads) statuses.add(read.get().status());
    assertThat(statuses).contains(200).containsOnly(200, 503);
  }

  @Test
  void read_committed_sees_no_aborted_transaction() {
    var topic = unique("transaction");
    client.topic(topic, 1).produce(topic, "1");
    try (var producer = client.producer(Map.of("transactional.id", topic))) {
      producer.initTransactions();
      producer.beginTransaction();
      var _ = producer.send(new ProducerRecord<>(topic, 0, null, "2".getBytes(UTF_8)));
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      var _ = producer.send(new ProducerRecord<>(topic, 0, null, "3".getBytes(UTF_8)));
      producer.commitTransaction();
    }
    client.produce(topic, "4");
    var committed =
        client.create(
            unique("group"),
            "{\"format\":\"json\",\"auto.offset.reset\":\"earliest\",\"isolation.level\":\"read_committed\"}");
    client.subscribe(committed, topic);
    var all = client.reader("json", topic);

    assertThat(client.values(committed, 3)).containsExactly("1", "3", "4");
    assertThat(client.values(all, 4)).containsExactly("1", "2", "3", "4");
  }

  private Duration timed(String path) {
    var begin = System.nanoTime();
    assertThat(client.get(path).body()).isEqualTo("[]");
    return Await.since(begin);
  }
}
