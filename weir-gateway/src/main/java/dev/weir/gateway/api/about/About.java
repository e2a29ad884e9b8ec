package dev.weir.gateway.api.about;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.Build;
import dev.weir.gateway.api.Surroundings;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Json;
import java.io.IOException;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.jspecify.annotations.Nullable;

/// What the gateway is, and what it stands on. Kafka is asked, so this may take two seconds.
record About(Surroundings surroundings, Run run) {
  private static final int KAFKA_MILLIS_MAX = 2_000;

  /// @param id null where Kafka did not tell
  /// @param trouble why not, or null
  private record Kafka(@Nullable String id, int brokers, @Nullable String trouble) {}

  Answer answer(Call call) {
    var kafka = kafka();
    return Json.answer(json -> {
      json.writeStartObject();
      json.writeStringField("version", Build.current().version());
      json.writeStringField("commit", Build.current().commit());
      json.writeStringField("builtAt", Build.current().date());
      json.writeNumberField("startedAt", run.startedMillis());
      json.writeObjectFieldStart("ports");
      for (var port : surroundings.ports().get().entrySet()) {
        json.writeNumberField(port.getKey(), port.getValue());
      }
      json.writeEndObject();
      json.writeObjectFieldStart("kafka");
      write(json, kafka);
      json.writeEndObject();
      json.writeObjectFieldStart("machine");
      machine(json);
      json.writeEndObject();
      json.writeEndObject();
    });
  }

  private void write(JsonGenerator json, Kafka kafka) throws IOException {
    json.writeStringField(
        "bootstrapServers", surroundings.settings().get().kafka().bootstrapServers());
    json.writeStringField("clientVersion", AppInfoParser.getVersion());
    if (kafka.id != null) {
      json.writeStringField("clusterId", kafka.id);
      json.writeNumberField("brokers", kafka.brokers);
    }
    if (kafka.trouble != null) json.writeStringField("trouble", kafka.trouble);
  }

  private Kafka kafka() {
    if (surroundings.settings().get().kafka().off()) {
      return new Kafka(null, 0, "There is none: kafka.bootstrap.servers is off.");
    }
    try {
      var options = new DescribeClusterOptions().timeoutMs(KAFKA_MILLIS_MAX);
      var cluster = surroundings.cluster();
      var id = cluster.ask(admin -> admin.describeCluster(options).clusterId());
      var nodes = cluster.ask(admin -> admin.describeCluster(options).nodes());
      return new Kafka(id, nodes.size(), null);
    } catch (KafkaException e) {
      return new Kafka(null, 0, "It does not answer: " + e.getMessage());
    }
  }

  private static void machine(JsonGenerator json) throws IOException {
    json.writeStringField("java", Runtime.version().toString());
    json.writeStringField(
        "system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    json.writeNumberField("processors", Runtime.getRuntime().availableProcessors());
    json.writeNumberField("heapLimit", Runtime.getRuntime().maxMemory());
    json.writeNumberField("process", ProcessHandle.current().pid());
  }
}
