package dev.weir.tests.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.testkit.SchemaRegistry;
import dev.weir.testkit.WeirExtension;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// How the messages of a topic are read.
@Timeout(180)
class MessagesTest {
  private static final ObjectMapper JACKSON = new ObjectMapper();

  /// Not so long ago that Kafka would throw them away.
  private static final long BEGINNING = System.currentTimeMillis() - 7_200_000;

  private static final int RIDES = 600;

  private static final SchemaRegistry registry = SchemaRegistry.create();

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create().with("registry.url", registry.url().toString());

  private static KafkaProducer<byte[], byte[]> producer;

  /// Rides, one a second, over three partitions by turns: ride 7 is offset 2 of partition 1.
  @BeforeAll
  static void rides() {
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                weir.kafka().bootstrapServers(),
                // with numbers it would wait in vain for a new topic that had no leader at first
                "enable.idempotence",
                false,
                "max.in.flight.requests.per.connection",
                1),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    weir.kafka().createTopic("rides", 3);
    for (var i = 0; i < RIDES; i++) {
      var value = i % 10 == 7 ? "{\"id\":%d,\"city\":\"Oslo\"}" : "{\"id\":%d,\"city\":\"Bergen\"}";
      send("rides", i % 3, BEGINNING + i * 1_000L, "ride-" + i, value.formatted(i));
    }
    producer.flush();
  }

  @AfterAll
  static void end() {
    producer.close();
    registry.close();
  }

  @Test
  void without_a_wish_the_last_ones_are_told_the_newest_first() throws IOException {
    var page = page("rides", "");

    assertThat(ids(page)).isEqualTo(IntStream.range(500, 600).map(i -> 1_099 - i).boxed().toList());
    var first = page.at("/messages/0");
    assertThat(first.path("partition").asInt()).isEqualTo(2);
    assertThat(first.path("offset").asText()).isEqualTo("199");
    assertThat(first.path("time").asLong()).isEqualTo(BEGINNING + 599_000);
    assertThat(first.at("/key/text").asText()).isEqualTo("ride-599");
    assertThat(first.at("/value/as").asText()).isEqualTo("json");
    assertThat(page.path("of").asInt()).isEqualTo(600);
    assertThat(page.path("done").asBoolean()).isFalse();
  }

  @Test
  void going_on_leaves_nothing_out_and_tells_nothing_twice() throws IOException {
    assertThat(all("rides", "limit=37"))
        .isEqualTo(IntStream.range(0, RIDES).map(i -> RIDES - 1 - i).boxed().toList());
    assertThat(all("rides", "from=earliest&limit=41"))
        .isEqualTo(IntStream.range(0, RIDES).boxed().toList());
    assertThat(all("rides", "q=oslo&limit=7"))
        .isEqualTo(IntStream.range(0, 60).map(i -> 597 - 10 * i).boxed().toList());
    assertThat(all("rides", "from=earliest&q=oslo&limit=7"))
        .isEqualTo(IntStream.range(0, 60).map(i -> 7 + 10 * i).boxed().toList());
  }

  @Test
  void a_reading_begins_at_an_offset_or_a_time() throws IOException {
    assertThat(ids(page("rides", "from=offset:100&limit=4"))).containsExactly(300, 301, 302, 303);
    assertThat(ids(page("rides", "from=1:100&limit=2"))).containsExactly(301, 304);
    var then = Instant.ofEpochMilli(BEGINNING + 100_000);
    assertThat(ids(page("rides", "from=" + then + "&limit=2"))).containsExactly(100, 101);
    var there = then.atOffset(ZoneOffset.ofHours(2)).toString().replace("+", "%2B");
    assertThat(ids(page("rides", "from=" + there + "&limit=1"))).containsExactly(100);
    assertThat(ids(page("rides", "from=-1h"))).isEmpty();
    assertThat(ids(page("rides", "from=-999999999d&limit=2"))).containsExactly(0, 1);
    assertThat(ids(page("rides", "from=offset:100&partition=2&limit=2"))).containsExactly(302, 305);
  }

  @Test
  void a_search_finds_what_has_all_its_words() throws IOException {
    weir.kafka().createTopic("orders", 2);
    send("orders", 0, BEGINNING, "order-1", "state PAID", "type", "card");
    send("orders", 1, BEGINNING + 1, "order-2", "state paid twice", "type", "cash");
    send("orders", 0, BEGINNING + 2, "paid-3", "state open");
    producer.flush();

    assertThat(keys("orders", "paid")).containsExactly("paid-3", "order-2", "order-1");
    assertThat(keys("orders", "value:paid")).containsExactly("order-2", "order-1");
    assertThat(keys("orders", "key:paid")).containsExactly("paid-3");
    assertThat(keys("orders", "paid h.type:CARD")).containsExactly("order-1");
    assertThat(keys("orders", "h.type:")).containsExactly("order-2", "order-1");
    assertThat(keys("orders", "cash")).containsExactly("order-2");
    assertThat(keys("orders", "\"paid twice\"")).containsExactly("order-2");
    assertThat(keys("orders", "p:0 state")).containsExactly("paid-3", "order-1");
    assertThat(keys("orders", "nowhere")).isEmpty();
  }

  @Test
  void a_search_without_a_find_tells_how_far_it_looked() throws IOException {
    var page = page("rides", "q=nowhere");

    assertThat(page.path("found").asInt()).isZero();
    assertThat(page.path("scanned").asInt()).isEqualTo(RIDES);
    assertThat(page.path("of").asInt()).isEqualTo(RIDES);
    assertThat(page.path("from").asLong()).isEqualTo(BEGINNING);
    assertThat(page.path("to").asLong()).isEqualTo(BEGINNING + 599_000);
    assertThat(page.path("done").asBoolean()).isTrue();
  }

  @Test
  void bytes_are_shown_as_what_they_are_or_as_is_wished() throws IOException {
    weir.kafka().createTopic("mixed", 1);
    send("mixed", 0, BEGINNING, "<b>", "<img src=x onerror=alert(1)>");
    send("mixed", 0, BEGINNING + 1, new byte[] {0, 0, 0, 42}, null);
    send("mixed", 0, BEGINNING + 2, null, "{\"a\":}".getBytes(UTF_8));
    producer.flush();

    var guessed = page("mixed", "from=earliest").path("messages");
    assertThat(guessed.at("/0/value/as").asText()).isEqualTo("text");
    assertThat(guessed.at("/0/value/text").asText()).isEqualTo("<img src=x onerror=alert(1)>");
    assertThat(guessed.at("/1/key/as").asText()).isEqualTo("hex");
    assertThat(guessed.at("/1/key/text").asText()).isEqualTo("0000002a");
    assertThat(guessed.at("/1/value").isNull()).isTrue();
    assertThat(guessed.at("/2/key").isNull()).isTrue();
    assertThat(guessed.at("/2/value/as").asText()).isEqualTo("text");

    var wished = page("mixed", "from=earliest&keyAs=hex&valueAs=json").path("messages");
    assertThat(wished.at("/0/key/text").asText()).isEqualTo("3c623e");
    assertThat(wished.at("/2/value/problem").asText()).isEqualTo("These bytes are no JSON");
  }

  @Test
  void what_names_its_schema_is_shown_and_searched_as_json() throws IOException {
    var avro =
        "{\"type\":\"record\",\"name\":\"Ride\",\"fields\":[{\"name\":\"id\",\"type\":\"int\"}]}";
    var id = registry.register("coded-value", "AVRO", avro);
    weir.kafka().createTopic("coded", 1);
    send("coded", 0, BEGINNING, null, framed(id, 84)); // zigzag of 42
    send("coded", 0, BEGINNING + 1, null, framed(9_999, 1));
    producer.flush();

    var found = page("coded", "q=42").path("messages");
    assertThat(found.at("/0/value/as").asText()).isEqualTo("avro");
    assertThat(found.at("/0/value/text").asText()).isEqualTo("{\"id\":42}");
    assertThat(found.at("/0/value/schemaId").asInt()).isEqualTo(id);

    var all = page("coded", "").path("messages");
    assertThat(all.at("/0/value/as").asText()).isEqualTo("hex");
    assertThat(page("coded", "valueAs=avro").at("/messages/0/value/problem").asText())
        .contains("Schema 9999 is not in the registry");
  }

  @Test
  void long_values_are_cut_in_lists_and_whole_alone() throws IOException {
    var value = "0123456789".repeat(10_000);
    weir.kafka().createTopic("long", 1);
    send("long", 0, BEGINNING, "k", value, "type", "card");
    producer.flush();

    var cut = page("long", "").at("/messages/0/value");
    assertThat(cut.path("truncated").asBoolean()).isTrue();
    assertThat(cut.path("text").asText()).hasSize(65_536);
    assertThat(cut.path("bytes").asInt()).isEqualTo(100_000);

    var whole = json(weir.get("/api/topics/long/messages/0/0").body());
    assertThat(whole.at("/value/text").asText()).isEqualTo(value);
    assertThat(Base64.getDecoder().decode(whole.at("/value/base64").asText()))
        .isEqualTo(value.getBytes(UTF_8));
    assertThat(whole.at("/headers/0/name").asText()).isEqualTo("type");
    assertThat(whole.at("/headers/0/text").asText()).isEqualTo("card");
  }

  @Test
  void large_messages_come_in_several_pages() throws IOException {
    weir.kafka().createTopic("large", 2);
    for (var i = 0; i < 40; i++) {
      send("large", i % 2, BEGINNING + i, "" + i, "%02d".formatted(i) + "x".repeat(900_000));
    }
    producer.flush();

    var told = new ArrayList<String>();
    var pages = pages("large", "q=key:3");
    for (var page : pages)
      page.path("messages").forEach(one -> told.add(one.at("/key/text").asText()));

    assertThat(told)
        .containsExactly(
            "39", "38", "37", "36", "35", "34", "33", "32", "31", "30", "23", "13", "3");
    assertThat(pages).hasSizeGreaterThan(1);
  }

  @Test
  void mistakes_are_told_with_what_to_do() {
    assertProblem("/api/topics/none/messages", 404, "There is no topic 'none'");
    assertProblem("/api/topics/rides/messages?partition=9", 404, "has no partition 9. It has 3");
    assertProblem("/api/topics/rides/messages?from=soon", 400, "Use latest, earliest");
    assertProblem(
        "/api/topics/rides/messages?from=%2B999999999-12-31T00:00", 400, "Use latest, earliest");
    assertProblem("/api/topics/rides/messages?limit=many", 400, "limit is 'many'");
    assertProblem("/api/topics/rides/messages?cursor=AAAA", 400, "Ask again without it");
    assertProblem("/api/topics/rides/messages?valueAs=xml", 400, "Use one of auto, json");
    assertProblem("/api/topics/rides/messages?q=p:x", 400, "names no partition");
    assertProblem("/api/topics/rides/messages/0/200", 404, "It has 0 to 199");
  }

  private static void assertProblem(String path, int status, String part) {
    var answer = weir.get(path);

    assertThat(answer.statusCode()).as(path).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains(part);
  }

  private static byte[] framed(int id, int more) {
    return ByteBuffer.allocate(6).put((byte) 0).putInt(id).put((byte) more).array();
  }

  private static void send(
      String topic, int partition, long time, String key, String value, String... header) {
    var headers = new ArrayList<Header>();
    if (header.length > 0) headers.add(new RecordHeader(header[0], header[1].getBytes(UTF_8)));
    var _ =
        producer.send(
            new ProducerRecord<>(
                topic, partition, time, key.getBytes(UTF_8), value.getBytes(UTF_8), headers));
  }

  private static void send(
      String topic, int partition, long time, byte @Nullable [] key, byte @Nullable [] value) {
    var _ = producer.send(new ProducerRecord<>(topic, partition, time, key, value));
  }

  private static List<Integer> all(String topic, String query) throws IOException {
    var all = new ArrayList<Integer>();
    for (var page : pages(topic, query)) all.addAll(ids(page));
    return all;
  }

  private static List<JsonNode> pages(String topic, String query) throws IOException {
    var pages = new ArrayList<JsonNode>();
    var cursor = "";
    do {
      pages.add(page(topic, query + "&cursor=" + cursor));
      cursor = pages.getLast().path("cursor").asText();
    } while (!pages.getLast().path("done").asBoolean());
    return pages;
  }

  private static List<String> keys(String topic, String q) throws IOException {
    var keys = new ArrayList<String>();
    page(topic, "q=" + URLEncoder.encode(q, UTF_8))
        .path("messages")
        .forEach(one -> keys.add(one.at("/key/text").asText()));
    return keys;
  }

  private static List<Integer> ids(JsonNode page) throws IOException {
    var ids = new ArrayList<Integer>();
    for (var message : page.path("messages")) {
      ids.add(json(message.at("/value/text").asText()).path("id").asInt());
    }
    return ids;
  }

  private static JsonNode page(String topic, String query) throws IOException {
    var answer = weir.get("/api/topics/%s/messages?%s".formatted(topic, query));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer.body());
  }

  private static JsonNode json(String text) throws IOException {
    return JACKSON.readTree(text);
  }
}
