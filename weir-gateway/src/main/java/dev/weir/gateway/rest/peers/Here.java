package dev.weir.gateway.rest.peers;

import dev.weir.config.Address;
import dev.weir.config.PeersConfig;
import dev.weir.config.WeirConfig;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where this gateway is.
///
/// A loopback address leads to a gateway from its own machine alone, and from its own container
/// alone where it is in one. So such an address goes with its place, and who is elsewhere does not
/// see it.
///
/// @param home where others reach it
/// @param place tells one loopback device from another
record Here(Home home, String place) {
  private static final String HTTP = "http";
  private static final String REST = "rest";
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path NETWORK = Path.of("/proc/self/ns/net");

  /// Blocks where a host has to be looked up. Null while no port is open.
  ///
  /// @param ports those that are open, by name
  static @Nullable Here find(WeirConfig config, Map<String, Integer> ports) throws IOException {
    var set = config.peers().address();
    if (set.equals(PeersConfig.AUTO)) return listening(config, ports);
    var name = config.listen().http() instanceof Address.Tcp ? HTTP : REST;
    var tls = config.tls().encrypts(name);
    return Address.parse(set) instanceof Address.Tcp address ? at(address, tls) : null;
  }

  /// What others reach is preferred to a loopback address.
  private static @Nullable Here listening(WeirConfig config, Map<String, Integer> ports)
      throws IOException {
    var tls = config.tls();
    var http = open(config.listen().http(), ports.get(HTTP), tls.encrypts(HTTP));
    var rest = open(config.listen().rest(), ports.get(REST), tls.encrypts(REST));
    if (http == null || rest == null) return http == null ? rest : http;
    return http.home().place().isEmpty() ? http : rest;
  }

  private static @Nullable Here open(Address listening, @Nullable Integer port, boolean tls)
      throws IOException {
    if (port == null || !(listening instanceof Address.Tcp(var host, var _))) return null;
    return at(new Address.Tcp(host, port), tls);
  }

  private static Here at(Address.Tcp address, boolean tls) throws IOException {
    var host = InetAddress.getByName(address.host());
    if (host.isAnyLocalAddress()) {
      host = machine();
      address = new Address.Tcp(text(host), address.port());
    }
    var place = device();
    var reached = host.isLoopbackAddress() ? place : "";
    return new Here(new Home(address.toString(), reached, tls), place);
  }

  /// Without the name of the device, which others have not.
  private static String text(InetAddress host) {
    var text = host.getHostAddress();
    var device = text.indexOf('%');
    return device < 0 ? text : text.substring(0, device);
  }

  boolean sees(Home other) {
    return other.place().isEmpty() || other.place().equals(place);
  }

  /// The machine's first address that others can reach.
  private static InetAddress machine() throws IOException {
    try (var all = NetworkInterface.networkInterfaces()) {
      return all.filter(Here::isUp)
          .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
          .flatMap(Here::addresses)
          .findFirst()
          .orElse(InetAddress.getLoopbackAddress());
    }
  }

  private static boolean isUp(NetworkInterface one) {
    try {
      return one.isUp() && !one.isLoopback();
    } catch (IOException e) {
      return false; // it is gone
    }
  }

  private static Stream<InetAddress> addresses(NetworkInterface one) {
    return one.inetAddresses()
        .filter(address -> !address.isLinkLocalAddress() && !address.isLoopbackAddress())
        .sorted(Comparator.comparing(address -> !(address instanceof Inet4Address)));
  }

  /// The boot of the machine and its network, as Linux numbers them; elsewhere the machine's name.
  private static String device() throws IOException {
    try {
      return Files.readString(BOOT).strip() + "/" + Files.readSymbolicLink(NETWORK);
    } catch (IOException | UnsupportedOperationException e) {
      return InetAddress.getLocalHost().getHostName();
    }
  }
}
