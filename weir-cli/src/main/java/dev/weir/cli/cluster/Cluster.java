package dev.weir.cli.cluster;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Which Kafka a command talks to, and the clients for it.
@Command
public final class Cluster {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = {"-b", "--bootstrap"},
      paramLabel = "HOST:PORT",
      description =
          "Kafka's address (default: the current context's, else that of the 'weir up' of this"
              + " folder).")
  private @Nullable String bootstrap;

  @Option(
      names = {"-x", "--context"},
      paramLabel = "NAME",
      description = "Which cluster, by the name of its context; 'weir context list' lists them.")
  private @Nullable String context;

  @Option(
      names = "-X",
      paramLabel = "KEY=VALUE",
      description = "A setting of Kafka's client. May be repeated.")
  private final Map<String, String> properties = new LinkedHashMap<>();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "6s",
      description = "How long Kafka may take to answer (default: ${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ofSeconds(6);

  private @Nullable World world;
  private @Nullable Connection found;

  /// Another cluster beside the one of the command line, by the name of its context; without one,
  /// that which a command without options would use.
  public static Cluster of(World world, @Nullable String context) {
    var cluster = new Cluster();
    cluster.world = world;
    cluster.context = context;
    return cluster;
  }

  /// As if `-x` had said it.
  public void use(String context) {
    this.context = context;
    found = null;
  }

  /// What is known of the cluster.
  public Connection connection() {
    if (found == null) {
      found = new Sought(world(), bootstrap, context, properties).find();
      warn();
    }
    return found;
  }

  private void warn() {
    var err = world().err();
    for (var name : Given.shown(properties)) {
      err.printf(
          "weir: -X %s shows to everybody here who runs 'ps'. A context keeps it: 'weir context add'.%n",
          name);
    }
    if (context != null && bootstrap == null && world().env().containsKey("WEIR_BOOTSTRAP")) {
      err.printf("weir: WEIR_BOOTSTRAP is used, and not the address of context %s.%n", context);
    }
  }

  public String servers() {
    return connection().servers();
  }

  public Duration timeout() {
    return timeout;
  }

  /// What is done with a client while it is open.
  public interface Use<C, R> {
    R with(C client) throws Exception;
  }

  /// Asks Kafka. Its errors come out as failures that say what to do.
  public <R> R ask(Use<Admin, R> use) {
    try (var admin = made(() -> Admin.create(settings(AdminClientConfig.configNames())))) {
      return use.with(admin);
    } catch (Exception e) {
      throw failure(e);
    }
  }

  /// Opens a consumer without a group, lets `reading` use it and closes it.
  public void read(Reading reading) {
    var consumer = consumer(Map.of());
    try {
      reading.with(consumer);
    } catch (KafkaException e) {
      throw failure(e);
    } finally {
      closeAtOnce(consumer);
    }
  }

  /// Of a consumer that has no group to leave: it would wait for the messages that it asked for
  /// last.
  public static void closeAtOnce(KafkaConsumer<byte[], byte[]> consumer) {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }

  /// What is done with a consumer while it is open.
  public interface Reading {
    void with(KafkaConsumer<byte[], byte[]> consumer);
  }

  /// One that commits nothing by itself. Whoever opens it closes it.
  ///
  /// @param more settings over those of all consumers
  public KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> more) {
    var settings = settings(ConsumerConfig.configNames());
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.putAll(more);
    return made(() ->
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /// Whoever opens it closes it. There is none where nothing may be written.
  ///
  /// @param more settings over those of all producers
  public KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    mayWrite("send messages");
    var settings = settings(ProducerConfig.configNames());
    settings.remove(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG);
    settings.putAll(more);
    return made(
        () -> new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /// To be called by every command before it changes anything.
  ///
  /// @param what it would do: `create a topic`
  public void mayWrite(String what) {
    if (!connection().readOnly()) return;
    throw new Failure(
        ExitCode.NOT_ALLOWED,
        "Nothing was done",
        "%s is read-only, and this would %s".formatted(connection().origin(), what),
        "Use another with -x, or unlock it: weir context edit NAME --set read-only=false.");
  }

  /// Of what failed with one of these clients.
  public RuntimeException failure(Throwable error) {
    return KafkaFailures.of(error, servers(), timeout);
  }

  private Map<String, Object> settings(Set<String> known) {
    var milliseconds = Math.toIntExact(timeout.toMillis());
    var settings = new HashMap<String, Object>();
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers());
    settings.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, milliseconds);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, milliseconds);
    settings.putAll(connection().properties());
    // A setting of another kind of client would only be warned of.
    settings
        .keySet()
        .removeIf(key -> !known.contains(key) && key.indexOf('.') > 0 && isClients(key));
    return settings;
  }

  private static boolean isClients(String key) {
    return AdminClientConfig.configNames().contains(key)
        || ConsumerConfig.configNames().contains(key)
        || ProducerConfig.configNames().contains(key);
  }

  private <C> C made(Supplier<C> client) {
    try {
      return client.get();
    } catch (KafkaException e) {
      if (e instanceof ConfigException || e.getCause() instanceof ConfigException)
        throw misnamed(e);
      throw failure(e);
    }
  }

  private Failure misnamed(KafkaException e) {
    var cause = e.getCause() == null ? e : e.getCause();
    if (!String.valueOf(cause.getMessage()).contains(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)) {
      return new Failure(
          ExitCode.USAGE,
          "Kafka's client does not take its settings",
          String.valueOf(cause.getMessage()),
          "Correct -X, or the properties of the context ('weir context show').",
          e);
    }
    return new Failure(
        ExitCode.UNREACHABLE,
        "Kafka cannot be reached at '%s'".formatted(servers()),
        String.valueOf(cause.getMessage()),
        "Give -b as host:port,… with hosts that this machine can resolve.",
        e);
  }

  World world() {
    return world == null ? ((World.Host) command.root().userObject()).world() : world;
  }
}
