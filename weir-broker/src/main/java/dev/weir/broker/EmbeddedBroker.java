package dev.weir.broker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One Apache Kafka broker, with its own KRaft controller, inside this JVM.
///
/// [#start] returns when the broker answers clients. It listens on the loopback address only and
/// keeps everything in one directory, so a start on the same directory goes on where the last one
/// ended, however that ended. On a fatal fault of its own it does not end the JVM, as a Kafka
/// process would: it logs at ERROR, and its clients see a broker that is away. Any thread may call.
public final class EmbeddedBroker implements AutoCloseable {
  /// Loggers that warn of nothing when a broker starts and stops as it should, with the level from
  /// which on they are worth reading. With these set, a normal start and stop log nothing at WARN.
  public static final Map<String, String> QUIET_LOGGERS =
      Map.of(
          // Each start: "Performing controller activation".
          "org.apache.kafka.controller.QuorumController", "ERROR",
          // Each stop: "Attempting to close NetworkClient that has already been closed".
          "org.apache.kafka.clients.NetworkClient", "ERROR");

  private final Opened opened;
  private final int port;

  private EmbeddedBroker(Opened opened, int port) {
    this.opened = opened;
    this.port = port;
  }

  /// Starts a broker and waits until it is ready, for a minute at most.
  ///
  /// @throws org.apache.kafka.common.config.ConfigException when Kafka does not accept a property
  /// @throws IllegalStateException when the port or the directory cannot be had, or Kafka does not
  ///   start; nothing of the attempt is left running then
  public static EmbeddedBroker start(Options options) {
    try (var starting = new Opened()) {
      starting.own(DirectoryLock.acquire(options.directory()));
      var listeners =
          starting.own(Listeners.open(options.port(), ServerProperties.needsInternal(options)));
      var node = starting.own(new KafkaNode(ServerProperties.of(options, listeners), listeners));
      node.start();
      return new EmbeddedBroker(starting.release(), listeners.clientPort());
    }
  }

  /// Where this JVM's clients connect to, such as `127.0.0.1:9092`: the broker, not a proxy before
  /// it.
  public String bootstrapServers() {
    return Listeners.HOST + ":" + port;
  }

  public int port() {
    return port;
  }

  /// Stops the broker cleanly; a second call does nothing.
  ///
  /// @throws IllegalStateException when Kafka does not stop within 20 seconds; the directory stays
  ///   locked then, because something may still write to it
  @Override
  public void close() {
    opened.close();
  }

  /// What a broker is started with.
  ///
  /// @param directory where its data lives; created when absent
  /// @param port the port for clients; 0 takes any free one
  /// @param advertised the `host:port` that clients are told to connect to when a proxy stands
  ///   between; null is the broker's own address
  /// @param properties more of Kafka's broker properties; they win over the defaults for one node.
  ///   `listener.security.protocol.map` names that of the listener `CLIENT`, such as
  ///   `CLIENT:SASL_SSL`; what it needs besides is in properties of `listener.name.client.`
  public record Options(
      Path directory, int port, @Nullable String advertised, Map<String, String> properties) {
    public Options {
      properties = Map.copyOf(properties);
    }

    /// A broker on any free port.
    public static Options in(Path directory) {
      return new Options(directory, 0, null, Map.of());
    }

    public Options withPort(int port) {
      return new Options(directory, port, advertised, properties);
    }

    public Options withAdvertised(String hostAndPort) {
      return new Options(directory, port, hostAndPort, properties);
    }

    /// Adds one property, or replaces it.
    public Options with(String property, String value) {
      var all = new LinkedHashMap<>(properties);
      all.put(property, value);
      return new Options(directory, port, advertised, all);
    }
  }
}
