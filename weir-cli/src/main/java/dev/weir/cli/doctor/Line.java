package dev.weir.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/// The way to one address: its name, and a connection to what it stands for.
///
/// @param open whether something listens there
record Line(boolean open, List<Finding> findings) {
  private static final String DNS = "dns";
  private static final String TCP = "tcp";

  /// @param subject what it is: `bootstrap k1:9092`
  static Line look(String subject, HostPort to, Duration max) throws InterruptedException {
    InetAddress[] addresses;
    try {
      addresses = resolved(to.host(), max);
    } catch (ExecutionException | TimeoutException e) {
      return new Line(false, List.of(unknown(subject, to, e)));
    }
    var shown = Arrays.stream(addresses).map(InetAddress::getHostAddress).distinct();
    var named = Finding.ok(DNS, subject, "is " + shown.collect(Collectors.joining(", ")));
    IOException last = new IOException("no address");
    for (var address : addresses) {
      try {
        var millis = connect(address, to.port(), max.dividedBy(addresses.length));
        var open = Finding.ok(TCP, subject, "connected within %d ms".formatted(millis));
        return new Line(true, List.of(named, open));
      } catch (IOException e) {
        last = e;
      }
    }
    return new Line(false, List.of(named, closed(subject, to, last)));
  }

  /// On a thread of its own: the system's own patience can be long.
  private static InetAddress[] resolved(String host, Duration max)
      throws InterruptedException, ExecutionException, TimeoutException {
    var found = new CompletableFuture<InetAddress[]>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            found.complete(InetAddress.getAllByName(host));
          } catch (UnknownHostException e) {
            found.completeExceptionally(e);
          }
        });
    return found.get(max.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static long connect(InetAddress address, int port, Duration max) throws IOException {
    var beganNanos = System.nanoTime();
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), Math.toIntExact(max.toMillis()));
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
    }
  }

  private static Finding unknown(String subject, HostPort to, Exception e) {
    var why = e instanceof TimeoutException ? "no name server answers" : "no such name";
    return Finding.failed(
        DNS,
        subject,
        why,
        "Correct the name, or make '%s' known here: a name server, /etc/hosts, or a VPN."
            .formatted(to.host()));
  }

  private static Finding closed(String subject, HostPort to, IOException e) {
    return switch (e) {
      case java.net.ConnectException _ ->
          Finding.failed(
              TCP,
              subject,
              "nothing listens there (%s)".formatted(e.getMessage()),
              "Start Kafka ('weir up' starts one here), or correct port %d.".formatted(to.port()));
      case java.net.SocketTimeoutException _ ->
          Finding.failed(
              TCP,
              subject,
              "no answer",
              "Ask whether a firewall lets this machine through to port %d.".formatted(to.port()));
      default -> Finding.failed(TCP, subject, e.toString(), "See to the network.");
    };
  }
}
