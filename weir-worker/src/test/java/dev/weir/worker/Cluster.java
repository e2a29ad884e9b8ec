package dev.weir.worker;

import dev.weir.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// A real broker, and what is in it.
final class Cluster implements AutoCloseable {
  private final Path directory;
  private EmbeddedBroker broker;
  private final int port;

  Cluster(Path directory) {
    this.directory = directory;
    this.broker = EmbeddedBroker.start(options());
    this.port = broker.port();
  }

  private EmbeddedBroker.Options options() {
    return EmbeddedBroker.Options.in(directory)
        .with("create.topic.policy.class.name", OnlyByHand.class.getName())
        .with("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
        .with("allow.everyone.if.no.acl.found", "true")
        .with("num.partitions", "7");
  }

  String bootstrap() {
    return "127.0.0.1:" + port;
  }

  void stop() {
    broker.close();
  }

  void start() {
    broker = EmbeddedBroker.start(options().withPort(port));
  }

  void make(String topic, int partitions) throws Exception {
    make(topic, partitions, Map.of());
  }

  void make(String topic, int partitions, Map<String, String> settings) throws Exception {
    var all = new HashMap<>(settings);
    all.put(OnlyByHand.HAND, "59999");
    try (var admin = admin()) {
      Topics.make(
          admin, new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(all));
    }
  }

  void set(String topic, String setting, String value) throws Exception {
    var change = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
    try (var admin = admin()) {
      var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    }
  }

  /// Nobody may write to it.
  void deny(String topic) throws Exception {
    try (var admin = admin()) {
      admin.createAcls(List.of(denied(topic))).all().get();
      // It is written down by then; the broker goes by it a moment later.
      while (!admin.describeAcls(AclBindingFilter.ANY).values().get().contains(denied(topic))) {
        Thread.onSpinWait();
      }
    }
  }

  void allow(String topic) throws Exception {
    try (var admin = admin()) {
      admin.deleteAcls(List.of(denied(topic).toFilter())).all().get();
    }
  }

  private static AclBinding denied(String topic) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
        new AccessControlEntry("User:*", "*", AclOperation.WRITE, AclPermissionType.DENY));
  }

  int partitions(String topic) throws InterruptedException, ExecutionException {
    try (var admin = admin()) {
      var described = admin.describeTopics(List.of(topic)).topicNameValues().get(topic);
      return Objects.requireNonNull(described).get().partitions().size();
    }
  }

  /// All that is in the topic now.
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    var settings = Map.<String, Object>of("bootstrap.servers", bootstrap());
    var bytes = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var wanted =
          consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
      var all = new ArrayList<ConsumerRecord<byte[], byte[]>>();
      while (all.size() < wanted) consumer.poll(Duration.ofSeconds(1)).forEach(all::add);
      return all;
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrap()));
  }

  @Override
  public void close() {
    broker.close();
  }
}
