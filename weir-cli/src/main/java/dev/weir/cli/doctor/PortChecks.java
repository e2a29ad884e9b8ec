package dev.weir.cli.doctor;

import dev.weir.cli.cluster.PortsFile;
import dev.weir.config.Address;
import dev.weir.config.WeirConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Whether a gateway that starts here gets its ports, or has them.
final class PortChecks {
  private static final String NAME = "ports";
  private static final int CONNECT_MAX_MILLIS = 300;

  private final WeirConfig config;
  private final Path data;

  PortChecks(WeirConfig config, Path data) {
    this.config = config;
    this.data = data;
  }

  List<Finding> run() {
    var written = PortsFile.read(data.resolve("weir.ports"));
    if (!written.isEmpty() && written.values().stream().allMatch(PortChecks::listens)) {
      var ports =
          written.entrySet().stream()
              .map(port -> port.getKey() + " " + port.getValue())
              .collect(Collectors.joining(", "));
      return List.of(Finding.ok(NAME, "", "a weir of this folder has " + ports));
    }
    var findings = new ArrayList<Finding>();
    var free = new ArrayList<String>();
    wanted()
        .forEach((name, address) -> {
          var told = "%s %s".formatted(name, address);
          if (isFree(address)) free.add(told);
          else findings.add(taken(told, name));
        });
    if (!free.isEmpty()) findings.add(Finding.ok(NAME, "", "free: " + String.join(", ", free)));
    return findings;
  }

  private Map<String, Address.Tcp> wanted() {
    var wanted = new LinkedHashMap<String, Address.Tcp>();
    var listen = config.listen();
    put(wanted, "http", listen.http());
    put(wanted, "push", listen.push());
    put(wanted, "topics", listen.topics());
    put(wanted, "rest", listen.rest());
    put(wanted, "metrics", listen.metrics());
    put(wanted, "admin", listen.admin());
    put(wanted, "grpc", listen.grpc());
    return wanted;
  }

  private static void put(Map<String, Address.Tcp> wanted, String name, Address address) {
    if (address instanceof Address.Tcp tcp && tcp.port() != 0 && !wanted.containsValue(tcp)) {
      wanted.put(name, tcp);
    }
  }

  private static Finding taken(String told, String name) {
    return Finding.warning(
        NAME,
        told,
        "another program listens there",
        "End it, or take another: --set listen.%s=127.0.0.1:0.".formatted(name));
  }

  private static boolean isFree(Address.Tcp address) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address.host(), address.port()));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean listens(int port) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MAX_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
