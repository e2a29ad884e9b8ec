package dev.weir.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/// Where a listener listens: a host and a port, or nowhere.
public sealed interface Address {
  /// Port 0 is any free one.
  record Tcp(String host, int port) implements Address {
    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  record Off() implements Address {}

  Pattern TCP = Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([A-Za-z0-9._-]*)):(\\d{1,5})");

  /// Whether only programs on this machine get there. A name that nobody knows may be anybody's.
  static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  static Address parse(String text) {
    if (text.equals("off")) return new Off();
    var matcher = TCP.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > 0xFFFF) {
      throw new IllegalArgumentException(
          "is not an address such as 127.0.0.1:8082, [::1]:8082 or off (port 0: any free one)");
    }
    var host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    return new Tcp(host.isEmpty() ? "0.0.0.0" : host, Integer.parseInt(matcher.group(3)));
  }
}
