package dev.weir.cli.doctor;

import dev.weir.cli.cluster.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// The way to the addresses that the user gave.
final class NetworkChecks {
  private final Connection connection;
  private final Duration max;
  private final CompletableFuture<Boolean> reached = new CompletableFuture<>();

  /// @param timeout that everything has to share
  NetworkChecks(Connection connection, Duration timeout) {
    this.connection = connection;
    this.max = timeout.dividedBy(4);
  }

  /// For one look at one thing.
  Duration max() {
    return max;
  }

  /// Whether one of the addresses can be connected to; known when the first one is, or none.
  boolean reached() throws InterruptedException, ExecutionException {
    return reached.get();
  }

  void run(List<Finding> findings) throws InterruptedException, ExecutionException {
    try {
      look(findings);
    } finally {
      reached.complete(false);
    }
  }

  private void look(List<Finding> findings) throws InterruptedException, ExecutionException {
    var looks = new ArrayList<Callable<List<Finding>>>();
    for (var written : HostPort.split(connection.servers())) {
      var address = HostPort.parse(written);
      if (address.isPresent()) {
        looks.add(() -> look(address.get()));
      } else {
        findings.add(
            Finding.failed(
                "address", written, "it is no host:port", "Write it as k1.example.com:9092."));
      }
    }
    findings.addAll(together(looks));
  }

  private List<Finding> look(HostPort to) throws InterruptedException {
    var line = Line.look("bootstrap " + to, to, max);
    if (line.open()) reached.complete(true);
    var findings = new ArrayList<>(line.findings());
    if (line.open()) findings.addAll(new TlsCheck(connection, max).run(to));
    return findings;
  }

  /// Those of all, in their order.
  static List<Finding> together(List<Callable<List<Finding>>> looks)
      throws InterruptedException, ExecutionException {
    var findings = new ArrayList<Finding>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var future : threads.invokeAll(looks)) findings.addAll(future.get());
    }
    return findings;
  }

  /// `SASL_SSL`.
  static String protocol(Connection connection) {
    return connection
        .properties()
        .getOrDefault("security.protocol", "PLAINTEXT")
        .toUpperCase(Locale.ROOT);
  }
}
