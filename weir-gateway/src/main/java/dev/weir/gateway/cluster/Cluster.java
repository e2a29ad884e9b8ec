package dev.weir.gateway.cluster;

import dev.weir.config.KafkaConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.BrokerNotAvailableException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/// The Kafka that messages go to. Any thread asks and closes.
public final class Cluster implements TopicNames, AutoCloseable {
  /// Whoever asks for topics waits so long at most.
  private static final String ASK_MILLIS_MAX = "5000";

  /// Whoever asks whether it is there knows by then.
  private static final int HEAR_MILLIS_MAX = 2_000;

  /// Kafka's own topics begin so.
  private static final String INTERNAL = "__";

  /// What came of a question.
  public record Heard(boolean answers, String text) {}

  private final Supplier<KafkaConfig> settings;

  /// Made by the first question, to start sooner, and anew where the settings are others. These and
  /// what follows are guarded by `this`.
  private @Nullable Admin admin;

  private @Nullable KafkaConfig config;

  private boolean closed;

  /// Those who ask while a question is under way hear its answer. Not guarded like the client: who
  /// asks must not wait while one is made.
  private final AtomicReference<@Nullable CompletableFuture<List<String>>> asked =
      new AtomicReference<>();

  /// @param settings where it is; that may change at any time
  public Cluster(Supplier<KafkaConfig> settings) {
    this.settings = settings;
  }

  /// Asks who it is. Blocks.
  public Heard hear() {
    var kafka = settings.get();
    if (kafka.off()) return new Heard(true, "there is no Kafka to be asked");
    try {
      var options = new DescribeClusterOptions().timeoutMs(HEAR_MILLIS_MAX);
      var nodes = admin(kafka).describeCluster(options).nodes().get();
      return new Heard(true, "Kafka answers, %d broker(s)".formatted(nodes.size()));
    } catch (ExecutionException | KafkaException e) {
      return new Heard(false, silent(kafka, e instanceof ExecutionException ? e.getCause() : e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Heard(false, "the question was interrupted");
    }
  }

  private static String silent(KafkaConfig kafka, @Nullable Throwable cause) {
    return "Kafka at %s does not answer (%s). See whether it is well and whether kafka.bootstrap.servers is right"
        .formatted(kafka.bootstrapServers(), cause == null ? "no reason" : Reason.of(cause));
  }

  /// Where it is by the settings in force.
  String servers() {
    return settings.get().bootstrapServers();
  }

  /// Asks its admin client, and waits for the answer: 5 s at most. Throws what Kafka answers.
  public <T> T ask(Function<Admin, KafkaFuture<T>> question) {
    var kafka = settings.get();
    if (kafka.off()) throw none();
    try {
      return question.apply(admin(kafka)).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /// Asks many things at once. What fails so is left out, other failures are thrown.
  ///
  /// @param absent how Kafka says that a thing is not there
  public <T> List<T> askAll(
      Function<Admin, Collection<KafkaFuture<T>>> questions,
      Class<? extends KafkaException> absent) {
    var answers = new ArrayList<KafkaFuture<T>>();
    try {
      ask(admin -> {
        answers.addAll(questions.apply(admin));
        return KafkaFuture.allOf(answers.toArray(KafkaFuture[]::new));
      });
    } catch (KafkaException e) {
      if (!absent.isInstance(e)) throw e;
    }
    var present = new ArrayList<T>();
    for (var answer : answers) {
      try {
        present.add(ask(_ -> answer)); // it is there: this does not wait
      } catch (KafkaException e) {
        if (!absent.isInstance(e)) throw e;
      }
    }
    return present;
  }

  private static KafkaException none() {
    return new BrokerNotAvailableException("there is no Kafka: kafka.bootstrap.servers is off");
  }

  @Override
  public CompletableFuture<List<String>> names() {
    var present = asked.get();
    if (present != null && !present.isDone()) return present.copy();
    var question = new CompletableFuture<List<String>>();
    if (!asked.compareAndSet(present, question)) return names();
    Thread.ofVirtual().name("topics").start(() -> ask(question)); // a client is slow to be made
    return question.copy();
  }

  private void ask(CompletableFuture<List<String>> question) {
    var kafka = settings.get();
    try {
      if (kafka.off()) throw none();
      var names = admin(kafka).listTopics().names().get();
      question.complete(
          names.stream().filter(name -> !name.startsWith(INTERNAL)).sorted().toList());
    } catch (ExecutionException | KafkaException e) {
      var cause = e instanceof ExecutionException ? e.getCause() : e;
      question.completeExceptionally(new KafkaException(silent(kafka, cause), cause));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      question.completeExceptionally(new CompletionException(e));
    } catch (RuntimeException e) {
      question.completeExceptionally(e);
    }
  }

  private synchronized Admin admin(KafkaConfig kafka) {
    var present = admin;
    if (closed) throw new KafkaException("the gateway is stopping");
    if (present != null && kafka.equals(config)) return present;
    closeAdmin();
    var made = open(kafka);
    admin = made;
    config = kafka;
    return made;
  }

  private static Admin open(KafkaConfig kafka) {
    var properties = kafka.forAdmin();
    properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "weir-admin");
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ASK_MILLIS_MAX);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ASK_MILLIS_MAX);
    return Admin.create(properties);
  }

  @Override
  public synchronized void close() {
    closed = true;
    closeAdmin();
  }

  private void closeAdmin() {
    var present = admin;
    admin = null;
    if (present != null) present.close(Duration.ZERO);
  }
}
