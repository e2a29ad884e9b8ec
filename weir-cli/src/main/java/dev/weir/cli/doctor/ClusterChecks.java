package dev.weir.cli.doctor;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;

/// What Kafka says of itself: whether it lets us in, its version, where it sends clients, and how
/// its partitions are.
final class ClusterChecks {
  private static final int BROKERS_MAX = 50;

  /// Kafka's releases by the metadata version that came with each; before 3.3 nobody used it.
  private static final int[] FIRST_LEVELS = {7, 8, 9, 12, 15, 20, 21, 22, 26, 28, 30, 31};

  private static final String[] RELEASES = {
    "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "3.9", "4.0", "4.1", "4.2", "4.3", "4.4"
  };

  private final Cluster cluster;
  private final NetworkChecks network;

  ClusterChecks(Cluster cluster, NetworkChecks network) {
    this.cluster = cluster;
    this.network = network;
  }

  void run(List<Finding> findings) throws InterruptedException, ExecutionException {
    if (!network.reached()) {
      for (var name : new String[] {"login", "version", "controller", "listener", "partitions"}) {
        findings.add(Finding.skipped(name, "", "no address answers"));
      }
      return;
    }
    try {
      cluster.ask(admin -> {
        look(admin, findings);
        return true;
      });
    } catch (Failure e) {
      findings.add(refused(e));
    }
  }

  private Finding refused(Failure e) {
    var told = String.valueOf(e.getMessage());
    if (e.exitCode() == ExitCode.NOT_ALLOWED) return Finding.failed("login", "", told, "");
    var hint =
        NetworkChecks.protocol(cluster.connection()).equals("PLAINTEXT")
            ? "It may want TLS or a login: weir context add … --tls --username NAME."
            : "It may want no TLS, or no login.";
    return Finding.failed("kafka", "", told, hint);
  }

  private void look(Admin admin, List<Finding> findings)
      throws InterruptedException, ExecutionException {
    var cluster = admin.describeCluster();
    var nodes = cluster.nodes().get();
    var id = cluster.clusterId().get();
    findings.add(login());
    findings.add(version(admin));
    findings.add(controller(cluster.controller().get(), nodes, id));
    findings.addAll(listeners(nodes));
    findings.add(partitions(admin));
  }

  private Finding login() {
    var protocol = NetworkChecks.protocol(cluster.connection());
    if (!protocol.startsWith("SASL")) {
      return Finding.ok("login", "", "none is wanted (%s)".formatted(protocol));
    }
    var mechanism = cluster.connection().properties().getOrDefault("sasl.mechanism", "GSSAPI");
    return Finding.ok("login", "", "let in (%s, %s)".formatted(protocol, mechanism));
  }

  private static Finding version(Admin admin) throws InterruptedException {
    try {
      var features = admin.describeFeatures().featureMetadata().get().finalizedFeatures();
      var metadata = features.get("metadata.version");
      if (metadata == null) {
        return Finding.skipped("version", "", "Kafka does not tell it, as before 3.3");
      }
      var level = metadata.maxVersionLevel();
      return Finding.ok(
          "version",
          "",
          "Kafka %s or newer (metadata.version %d)".formatted(release(level), level));
    } catch (ExecutionException e) {
      return Finding.skipped("version", "", "Kafka does not tell it: " + cause(e));
    }
  }

  static String release(int level) {
    var release = "before 3.3";
    for (var i = 0; i < FIRST_LEVELS.length; i++) {
      if (level >= FIRST_LEVELS[i]) release = RELEASES[i];
    }
    return release;
  }

  private static Finding controller(
      @org.jspecify.annotations.Nullable Node controller, Collection<Node> nodes, String id) {
    var found =
        "cluster %s has %d broker%s".formatted(id, nodes.size(), nodes.size() == 1 ? "" : "s");
    if (controller != null && !controller.isEmpty()) {
      return Finding.ok("controller", "", "%s, controller %d".formatted(found, controller.id()));
    }
    return Finding.failed(
        "controller", "", found + " and no controller", "See to the quorum of its controllers.");
  }

  private List<Finding> listeners(Collection<Node> nodes)
      throws InterruptedException, ExecutionException {
    var looks = new ArrayList<Callable<List<Finding>>>();
    nodes.stream().limit(BROKERS_MAX).forEach(node -> looks.add(() -> List.of(listener(node))));
    var findings = NetworkChecks.together(looks);
    if (nodes.size() > BROKERS_MAX) {
      findings.add(
          Finding.skipped(
              "listener", "", "only %d of %d were tried".formatted(BROKERS_MAX, nodes.size())));
    }
    return findings;
  }

  /// Where a broker sends its clients, which is where most of what goes wrong goes wrong.
  private Finding listener(Node node) throws InterruptedException {
    var to = new HostPort(node.host(), node.port());
    var subject = "broker %d".formatted(node.id());
    if (isHere(to) && !anyHere()) {
      return Finding.failed(
          "listener",
          subject,
          "clients are sent to %s, which is their own machine".formatted(to),
          "Set advertised.listeners of that broker to a name that this machine knows.");
    }
    var line = Line.look(subject, to, network.max());
    var found = line.findings().stream().map(Finding::found).collect(Collectors.joining(", "));
    if (line.open()) return Finding.ok("listener", subject, "%s %s".formatted(to, found));
    return Finding.failed(
        "listener",
        subject,
        "clients are sent to %s: %s".formatted(to, found),
        "Correct advertised.listeners of that broker, or make %s known and open to this machine."
            .formatted(to.host()));
  }

  private boolean anyHere() {
    return HostPort.split(cluster.servers()).stream()
        .flatMap(one -> HostPort.parse(one).stream())
        .anyMatch(ClusterChecks::isHere);
  }

  private static boolean isHere(HostPort to) {
    return to.host().matches("localhost|127\\..*|::1|0:0:0:0:0:0:0:1");
  }

  private static Finding partitions(Admin admin) throws InterruptedException {
    try {
      var names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
      var topics = admin.describeTopics(names).allTopicNames().get();
      var all = new ArrayList<String>();
      var offline = new ArrayList<String>();
      var behind = new ArrayList<String>();
      topics.forEach((name, topic) -> {
        for (var one : topic.partitions()) {
          var partition = "%s-%d".formatted(name, one.partition());
          all.add(partition);
          if (one.leader() == null || one.leader().isEmpty()) offline.add(partition);
          else if (isBehind(one)) behind.add(partition);
        }
      });
      return partitions(all.size(), offline, behind);
    } catch (ExecutionException e) {
      return Finding.skipped("partitions", "", "Kafka does not tell: " + cause(e));
    }
  }

  private static Finding partitions(int all, List<String> offline, List<String> behind) {
    if (!offline.isEmpty()) {
      return Finding.failed(
          "partitions",
          "",
          "%d of %,d have no leader: %s".formatted(offline.size(), all, some(offline)),
          "Start the brokers that hold them.");
    }
    if (!behind.isEmpty()) {
      return Finding.warning(
          "partitions",
          "",
          "%d of %,d have replicas that are behind: %s".formatted(behind.size(), all, some(behind)),
          "See whether a broker is down: weir topics describe --under-replicated.");
    }
    return Finding.ok("partitions", "", "all %,d have a leader and all replicas".formatted(all));
  }

  private static String some(List<String> partitions) {
    var shown = String.join(", ", partitions.subList(0, Math.min(3, partitions.size())));
    return partitions.size() > 3 ? shown + ", …" : shown;
  }

  private static boolean isBehind(TopicPartitionInfo partition) {
    return partition.isr().size() < partition.replicas().size();
  }

  private static String cause(ExecutionException e) {
    return e.getCause() instanceof KafkaException kafka
        ? String.valueOf(kafka.getMessage())
        : String.valueOf(e.getCause());
  }
}
