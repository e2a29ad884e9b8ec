package dev.weir.tests.rest.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.testkit.WeirExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Calls the consumers of a gateway as its clients do.
final class Client {
  static final String V2 = "application/vnd.kafka.v2+json";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final AtomicInteger COUNT = new AtomicInteger();

  /// What came back.
  record Answer(int status, String type, String body) {
    JsonNode json() {
      try {
        return MAPPER.readTree(body);
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + body, e);
      }
    }

    int code() {
      return json().path("error_code").asInt();
    }

    String message() {
      return json().path("message").asText();
    }

    /// `400/40002`, as the contract writes them.
    String error() {
      return status + "/" + code();
    }

    /// A field of each of the records.
    List<String> all(String field) {
      assertThat(status).as(body).isEqualTo(200);
      return json().valueStream().map(record -> record.get(field).asText()).toList();
    }
  }

  private final WeirExtension weir;

  Client(WeirExtension weir) {
    this.weir = weir;
  }

  /// A name that no other test has.
  static String unique(String name) {
    return name + "-" + COUNT.incrementAndGet();
  }

  Answer send(String method, String path, String body, String... headers) {
    var publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    return send(method, path, publisher, headers);
  }

  private Answer send(String method, String path, BodyPublisher body, String... headers) {
    var request = HttpRequest.newBuilder(weir.uri(path)).method(method, body);
    for (var i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
    var answer = weir.send(request);
    return new Answer(
        answer.statusCode(),
        answer.headers().firstValue("Content-Type").orElse(""),
        String.valueOf(answer.body()));
  }

  Answer post(String path, String body) {
    return send("POST", path, body, "Content-Type", V2);
  }

  Answer get(String path) {
    return send("GET", path, "");
  }

  Answer delete(String path) {
    return send("DELETE", path, "");
  }

  /// Makes an instance and answers its path.
  String create(String group, String config) {
    var answer = post("/consumers/" + group, config);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return "/consumers/%s/instances/%s".formatted(group, answer.json().get("instance_id").asText());
  }

  /// Makes an instance that reads a topic from its beginning.
  String reader(String format, String topic) {
    return reader(unique("group"), format, topic);
  }

  String reader(String group, String format, String topic) {
    var instance =
        create(
            group,
            """
            {"format":"%s","auto.offset.reset":"earliest","auto.commit.enable":"false"}\
            """
                .formatted(format));
    subscribe(instance, topic);
    return instance;
  }

  void subscribe(String instance, String topic) {
    var answer = post(instance + "/subscription", "{\"topics\":[\"%s\"]}".formatted(topic));
    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
  }

  /// Reads what there is, and waits for it: Kafka may take its time on a busy machine.
  Answer read(String instance) {
    return get(instance + "/records?timeout=10000");
  }

  /// The same, so many bytes at most.
  Answer read(String instance, int bytes) {
    return get(instance + "/records?timeout=10000&max_bytes=" + bytes);
  }

  /// Reads until there are so many values.
  List<String> values(String instance, int count) {
    var values = new ArrayList<String>();
    var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (values.size() < count && System.nanoTime() - end < 0) {
      values.addAll(read(instance).all("value"));
    }
    return values;
  }

  CompletableFuture<Answer> later(String method, String path, String body) {
    var answer = new CompletableFuture<Answer>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            answer.complete(send(method, path, body, "Content-Type", V2));
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  Client topic(String name, int partitions) {
    weir.kafka().createTopic(name, partitions);
    return this;
  }

  /// Writes values to partition 0.
  void produce(String topic, String... values) {
    produceTo(weir.kafka().bootstrapServers(), topic, values);
  }

  void produce(List<ProducerRecord<byte[], byte[]>> records) {
    try (var producer = producer(Map.of())) {
      for (var record : records) {
        var _ = producer.send(record);
      }
      producer.flush();
    }
  }

  static void produceTo(String servers, String topic, String... values) {
    try (var producer = producer(servers, Map.of())) {
      for (var value : values) {
        var _ = producer.send(new ProducerRecord<>(topic, 0, null, value.getBytes(UTF_8)));
      }
      producer.flush();
    }
  }

  KafkaProducer<byte[], byte[]> producer(Map<String, String> more) {
    return producer(weir.kafka().bootstrapServers(), more);
  }

  private static KafkaProducer<byte[], byte[]> producer(String servers, Map<String, String> more) {
    var properties = new HashMap<String, Object>(more);
    properties.put("bootstrap.servers", servers);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /// What the group has committed in partition 0, or -1.
  long committed(String group, String topic) {
    return committed(group, topic, 0);
  }

  long committed(String group, String topic, int partition) {
    return committed(group).getOrDefault(new TopicPartition(topic, partition), -1L);
  }

  Map<TopicPartition, Long> committed(String group) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", weir.kafka().bootstrapServers()))) {
      var committed = new HashMap<TopicPartition, Long>();
      var offsets = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      offsets.forEach((partition, offset) -> {
        if (offset != null) committed.put(partition, offset.offset());
      });
      return committed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// How many members the group has.
  int members(String group) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", weir.kafka().bootstrapServers()))) {
      return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
          .mapToInt(found -> found.members().size())
          .sum();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      return 0; // the group is gone
    }
  }

  static String group(String instance) {
    return instance.split("/", -1)[2];
  }

  static String name(String instance) {
    return instance.split("/", -1)[4];
  }
}
