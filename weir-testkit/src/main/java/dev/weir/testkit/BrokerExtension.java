package dev.weir.testkit;

import dev.weir.broker.EmbeddedBroker;
import dev.weir.testkit.net.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A real Kafka broker for a test: one for the class in a static field, one a test in another.
///
/// ```java
/// @RegisterExtension static final BrokerExtension kafka = BrokerExtension.create();
/// ```
///
/// A test may [#stop] and [#start] it; it keeps its port and its records.
public final class BrokerExtension
    implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
  private static final String HOST = "127.0.0.1";
  private static final Duration KNOWN_AT_MOST = Duration.ofSeconds(20);

  /// What tests write with the time of another year stays: else Kafka would look for what is too
  /// old half a minute after its start, and take it away from whichever test is about to read it.
  private final Map<String, String> properties =
      new HashMap<>(Map.of("log.initial.task.delay.ms", "86400000"));

  private @Nullable FaultProxy proxy;
  private @Nullable Path directory;
  private @Nullable EmbeddedBroker broker;
  private int port;
  private boolean forClass;

  private BrokerExtension() {}

  public static BrokerExtension create() {
    return new BrokerExtension();
  }

  /// Sets a property of the broker, such as `auto.create.topics.enable`.
  public BrokerExtension with(String property, String value) {
    properties.put(property, value);
    return this;
  }

  /// Lets all clients reach the broker through this proxy.
  public BrokerExtension behind(FaultProxy between) {
    proxy = between;
    return this;
  }

  /// What clients connect to.
  public String bootstrapServers() {
    return HOST + ":" + (proxy == null ? port : proxy.port());
  }

  public void start() {
    if (broker != null) return;
    try {
      if (directory == null) directory = Files.createTempDirectory("weir-broker");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (port == 0) port = Ports.free(); // it is to be the same after a stop
    var advertised = proxy == null ? null : bootstrapServers();
    broker =
        EmbeddedBroker.start(new EmbeddedBroker.Options(directory, port, advertised, properties));
    if (proxy != null) proxy.forwardTo(HOST, port);
  }

  public void stop() {
    if (broker != null) broker.close();
    broker = null;
  }

  /// Makes a topic, and returns when it may be written to.
  public void createTopic(String name, int partitions) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())))
          .all()
          .get();
      awaitLeaders(admin, name, partitions);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while topic " + name + " was created", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("topic " + name + " was not created", e);
    }
  }

  /// Kafka says that it has made a topic before it knows it, and before each leader knows that it
  /// leads: that one alone tells where its partition ends.
  private static void awaitLeaders(Admin admin, String topic, int partitions)
      throws InterruptedException, ExecutionException {
    var latest = new HashMap<TopicPartition, OffsetSpec>();
    for (var i = 0; i < partitions; i++) {
      latest.put(new TopicPartition(topic, i), OffsetSpec.latest());
    }
    var begun = System.nanoTime();
    while (true) {
      try {
        admin.listOffsets(latest).all().get();
        return;
      } catch (ExecutionException e) {
        var unknown = e.getCause() instanceof UnknownTopicOrPartitionException;
        if (!unknown || System.nanoTime() - begun > KNOWN_AT_MOST.toNanos()) throw e;
      }
    }
  }

  /// What is in a topic.
  public TopicContents topic(String name) {
    return TopicContents.of(bootstrapServers(), name);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    forClass = true;
    start();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!forClass) end();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    end();
  }

  void end() {
    stop();
    if (directory != null) Folders.delete(directory);
    directory = null;
    port = 0;
  }
}
