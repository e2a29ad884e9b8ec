package dev.weir.cli.doctor;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Connection;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `weir doctor`: looks at all that has to be right, at once, and says what to do about the rest.
@Command(
    name = "doctor",
    description = {
      "Check the way to Kafka, this machine, and the gateway: one line a check, with its remedy.",
      "",
      "It writes nothing to Kafka but with --write. It takes 3 s longer than --timeout at most."
    },
    footer = {
      "",
      "Ends with 0 also where something is to be looked at, with 7 where a check failed.",
      "",
      "Example: weir doctor -x prod -o json"
    })
public final class DoctorCommand implements Callable<Integer> {
  private static final Duration MORE = Duration.ofSeconds(3);

  @Mixin private Io io = new Io();
  @Mixin private Output output = new Output();
  @Mixin private Cluster cluster = new Cluster();

  @Option(
      names = "--write",
      description =
          "Also send messages to a topic made for that and removed again: tells whether"
              + " writing works, and Kafka's clock beside ours.")
  private boolean write;

  @Override
  public Integer call() throws InterruptedException {
    if (!write) return look();
    cluster.mayWrite("make a temporary topic");
    // So that the topic is removed: all it does has an end.
    try (var _ = io.stop().whenAsked(() -> {})) {
      return look();
    }
  }

  private int look() throws InterruptedException {
    var findings = new ArrayList<Finding>();
    var connection = connection(findings);
    findings.addAll(run(checks(connection)));
    var report = new Report(findings);
    output.print(io, report);
    io.say(report.summary() + ".");
    if (io.stop().asked()) return ExitCode.SIGNALLED;
    return report.failed() ? ExitCode.CHECK : ExitCode.OK;
  }

  /// Here and not on another thread, for it may have to ask for a password. Null where it is not
  /// known whom to talk to.
  private @Nullable Connection connection(List<Finding> findings) {
    try {
      var connection = cluster.connection();
      var context = connection.name().isEmpty() ? "cluster" : "context";
      connection.properties();
      findings.add(Finding.ok(context, connection.name(), connection.toString()));
      return connection;
    } catch (Failure e) {
      findings.add(Finding.failed("context", "", String.valueOf(e.getMessage()), ""));
      return null;
    }
  }

  private List<Check> checks(@Nullable Connection connection) {
    var checks = new ArrayList<Check>();
    var world = io.world();
    if (connection != null) {
      var timeout = cluster.timeout();
      var network = new NetworkChecks(connection, timeout);
      checks.add(new Check("network", network::run));
      checks.add(new Check("kafka", new ClusterChecks(cluster, network)::run));
      checks.add(
          new Check("write", write ? new WriteCheck(io, cluster)::run : WriteCheck::leftOut));
      checks.add(new Check("gateway", new GatewayChecks(connection, timeout)::run));
      checks.add(new Check("registry", new RegistryCheck(connection, timeout)::run));
    }
    checks.add(new Check("files", new FileChecks(world)::run));
    checks.add(new Check("machine", new MachineChecks(world)::run));
    return checks;
  }

  private List<Finding> run(List<Check> checks) throws InterruptedException {
    var deadlineNanos = System.nanoTime() + cluster.timeout().plus(MORE).toNanos();
    // Not closed: that would wait for one that hangs. Its threads keep no process from ending.
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    var running = new ArrayList<Future<?>>();
    for (var check : checks) running.add(threads.submit(check::run));
    var findings = new ArrayList<Finding>();
    for (var i = 0; i < checks.size(); i++) {
      var late = !ended(running.get(i), deadlineNanos);
      findings.addAll(checks.get(i).findings());
      if (late) findings.add(checks.get(i).late());
    }
    threads.shutdownNow();
    return findings;
  }

  private static boolean ended(Future<?> running, long deadlineNanos) throws InterruptedException {
    try {
      running.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
