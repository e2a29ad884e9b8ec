package dev.weir.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.fault.FaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Kafka's server classes, which Kafka may change at any time: nothing else in Weir touches them.
///
/// It puts the parts of Kafka's `KafkaRaftServer` together itself, because that one ends the JVM
/// when its controller does not start, and binds its own sockets.
final class KafkaNode implements Resource {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaNode.class);
  private static final Duration ACTIVATION_MAX = Duration.ofSeconds(30);
  private static final Duration ACTIVATION_POLL = Duration.ofMillis(1);
  private static final Duration CONTROLLED_SHUTDOWN_MAX = Duration.ofSeconds(5);
  private static final Duration STOP_MAX = Duration.ofSeconds(20);

  private static final String CLEAN_STOP = ".kafka_cleanshutdown";

  private final boolean killed;
  private final ControllerServer controller;
  private final BrokerServer broker;

  KafkaNode(Map<String, String> properties, Listeners listeners) {
    keepJvmAlive();
    var config = new KafkaConfig(properties, false);
    var directory = Path.of(config.metadataLogDir());
    formatIfNew(directory);
    killed = !Files.exists(directory.resolve(CLEAN_STOP));
    var logDirs = KafkaRaftServer.initializeLogDirs(config, LOG, "");
    var shared =
        new SharedServer(
            config,
            logDirs._1(),
            Time.SYSTEM,
            Server.initializeMetrics(config, Time.SYSTEM, logDirs._1().clusterId().orElseThrow()),
            CompletableFuture.completedFuture(
                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
            List.of(),
            KafkaNode::onFault,
            (listener, _, _, _) -> listeners.channel(listener));
    controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), logDirs._2());
    broker = new BrokerServer(shared);
  }

  /// Returns when the broker is registered with its controller and answers clients.
  void start() {
    try {
      controller.startup();
      if (killed) {
        forgetKilledBroker();
      }
      broker.startup();
    } catch (Exception e) { // Scala throws checked exceptions without declaring them
      throw new IllegalStateException("The embedded broker did not start: " + e.getMessage(), e);
    }
  }

  /// Without this a killed broker counts as alive until its session ends, and the controller
  /// refuses its successor for 9 seconds. Their being one process, the killed one cannot be alive.
  private void forgetKilledBroker() throws Exception {
    var context =
        new ControllerRequestContext(
            new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
    var deadlineNanos = System.nanoTime() + ACTIVATION_MAX.toNanos();
    while (!controller.controller().isActive() && System.nanoTime() - deadlineNanos < 0) {
      LockSupport.parkNanos(ACTIVATION_POLL.toNanos());
    }
    try {
      controller
          .controller()
          .unregisterBroker(context, ServerProperties.NODE_ID)
          .get(ACTIVATION_MAX.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      // Killed before it had ever registered: there is nothing to forget.
      if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
        throw e;
      }
    }
  }

  /// The broker first: to stop cleanly it asks the controller.
  @Override
  public void close() {
    var stopping = Thread.ofPlatform().daemon().name("weir-broker-stop").start(this::stop);
    try {
      if (!stopping.join(STOP_MAX)) {
        throw new IllegalStateException(
            "The embedded broker has not stopped within %d s. Look for a disk that hangs, then end the process; acknowledged records are safe."
                .formatted(STOP_MAX.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the embedded broker stops", e);
    }
  }

  private void stop() {
    broker.shutdown(CONTROLLED_SHUTDOWN_MAX);
    controller.shutdown();
  }

  private static void formatIfNew(Path directory) {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    try (var quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(quiet)
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setNodeId(ServerProperties.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName(Listeners.CONTROLLER)
          .addDirectory(directory.toString())
          .setMetadataLogDirectory(directory.toString())
          .run();
    } catch (Exception e) {
      throw new IllegalStateException("The embedded broker cannot prepare " + directory, e);
    }
  }

  /// Kafka's answer to a full or broken disk is to halt the process, and this process is not
  /// Kafka's. It accepts nothing but an exception instead, which ends the thread that met the
  /// fault.
  private static void keepJvmAlive() {
    Exit.setHaltProcedure(KafkaNode::refuseToExit);
    Exit.setExitProcedure(KafkaNode::refuseToExit);
  }

  private static void refuseToExit(int status, String message) {
    LOG.error(
        "The embedded broker has failed and serves no more: {}. Look at the errors above, then restart.",
        message);
    throw new IllegalStateException("The embedded broker has failed: " + message);
  }

  private static FaultHandler onFault(String part, boolean fatal, Runnable action) {
    return (message, cause) -> {
      LOG.error(
          "The embedded broker's {} has failed{}: {}",
          part,
          fatal ? " for good" : "",
          message,
          cause);
      action.run();
      return new IllegalStateException(message, cause);
    };
  }
}
