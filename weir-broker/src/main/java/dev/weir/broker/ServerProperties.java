package dev.weir.broker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Kafka's properties for one node on one small machine.
final class ServerProperties {
  static final int NODE_ID = 1;

  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          // There is one node, so there is one copy of everything.
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("offsets.topic.num.partitions", "1"),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry("transaction.state.log.num.partitions", "1"),
          Map.entry("share.coordinator.state.topic.replication.factor", "1"),
          Map.entry("share.coordinator.state.topic.min.isr", "1"),
          Map.entry("share.coordinator.state.topic.num.partitions", "1"),
          Map.entry("min.insync.replicas", "1"),
          Map.entry("auto.create.topics.enable", "true"),
          Map.entry("num.partitions", "1"),
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          // Members by the newer protocol hear of changes with their heartbeats: 5 s as Kafka has
          // it.
          Map.entry("group.consumer.min.heartbeat.interval.ms", "500"),
          Map.entry("group.consumer.heartbeat.interval.ms", "500"),
          // Few threads and little memory: the broker shares the process and its cores.
          Map.entry("num.network.threads", "2"),
          Map.entry("num.io.threads", "4"),
          Map.entry("background.threads", "2"),
          Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
          // Each no-op record of an idle controller is an fsync; they tell other nodes of a quorum
          // how far they are behind, and there are none.
          Map.entry("metadata.max.idle.interval.ms", "0"),
          Map.entry("server.max.startup.time.ms", "60000"));

  private static final String PROTOCOLS = "listener.security.protocol.map";
  private static final String PLAIN = ":PLAINTEXT";

  private ServerProperties() {}

  static boolean needsInternal(EmbeddedBroker.Options options) {
    return options.advertised() != null || options.properties().containsKey(PROTOCOLS);
  }

  static Map<String, String> of(EmbeddedBroker.Options options, Listeners listeners) {
    var properties = new LinkedHashMap<>(DEFAULTS);
    properties.putAll(options.properties());
    var fixed = fixed(options, listeners);
    fixed.keySet().stream()
        .filter(name -> options.properties().containsKey(name) && !name.equals(PROTOCOLS))
        .forEach(ServerProperties::refuse);
    properties.putAll(fixed);
    return properties;
  }

  private static Map<String, String> fixed(EmbeddedBroker.Options options, Listeners listeners) {
    var fixed = new LinkedHashMap<String, String>();
    fixed.put("process.roles", "broker,controller");
    fixed.put("node.id", Integer.toString(NODE_ID));
    fixed.put("log.dirs", options.directory().toAbsolutePath().toString());
    fixed.put("controller.listener.names", Listeners.CONTROLLER);
    fixed.put("controller.quorum.voters", NODE_ID + "@" + address(listeners, Listeners.CONTROLLER));
    fixed.put("listeners", join(listeners, name -> name + "://" + address(listeners, name)));
    var clients = options.properties().getOrDefault(PROTOCOLS, Listeners.CLIENT + PLAIN);
    fixed.put(
        PROTOCOLS, join(listeners, name -> name.equals(Listeners.CLIENT) ? clients : name + PLAIN));
    fixed.put(
        "inter.broker.listener.name",
        needsInternal(options) ? Listeners.INTERNAL : Listeners.CLIENT);
    if (options.advertised() != null) {
      fixed.put(
          "advertised.listeners",
          "%s://%s,%s://%s"
              .formatted(
                  Listeners.CLIENT,
                  options.advertised(),
                  Listeners.INTERNAL,
                  address(listeners, Listeners.INTERNAL)));
    }
    return fixed;
  }

  private static void refuse(String property) {
    throw new IllegalArgumentException(
        ("The property %s cannot be given: the embedded broker sets it from its own options."
                + " Remove it.")
            .formatted(property));
  }

  private static String join(Listeners listeners, java.util.function.UnaryOperator<String> each) {
    return StreamSupport.stream(listeners.names().spliterator(), false)
        .map(each)
        .collect(Collectors.joining(","));
  }

  private static String address(Listeners listeners, String name) {
    return Listeners.HOST + ":" + listeners.port(name);
  }
}
