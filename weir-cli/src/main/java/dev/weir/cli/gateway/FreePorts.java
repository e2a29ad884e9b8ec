package dev.weir.cli.gateway;

import dev.weir.config.Address;
import dev.weir.config.Setting;
import dev.weir.config.WeirConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// For those of the usual ports that are taken, and that nobody asked for, the next free ones.
///
/// Between the look and the start somebody may take one: then the start says so.
final class FreePorts {
  private static final int TRIES_MAX = 100;

  private final WeirConfig config;
  private final Set<Integer> given = new HashSet<>();

  FreePorts(WeirConfig config) {
    this.config = config;
  }

  /// As `key=value`.
  ///
  /// @param say hears of each
  List<String> assignments(Consumer<String> say) {
    var assignments = new ArrayList<String>();
    var listen = config.listen();
    if (listen.http() instanceof Address.Tcp(var host, var port) && byDefault("listen.http")) {
      var free = free(host, port);
      if (free != port) assignments.add(told(say, "listen.http", host + ":", port, free));
    }
    if (listen.grpc() instanceof Address.Tcp(var host, var port) && byDefault("listen.grpc")) {
      var free = free(host, port);
      if (free != port) assignments.add(told(say, "listen.grpc", host + ":", port, free));
    }
    if (config.kafka().embedded() && byDefault("broker.port")) {
      var port = config.broker().port();
      var free = free("127.0.0.1", port);
      if (free != port) assignments.add(told(say, "broker.port", "", port, free));
    }
    return assignments;
  }

  private static String told(Consumer<String> say, String key, String host, int port, int free) {
    say.accept("Port %d is taken; %s is %s%d this time.".formatted(port, key, host, free));
    return "%s=%s%d".formatted(key, host, free);
  }

  private boolean byDefault(String key) {
    return config.settings().stream()
        .filter(setting -> setting.key().equals(key))
        .map(Setting::origin)
        .allMatch("default"::equals);
  }

  /// The same where none is free nearby: the start tells that.
  private int free(String host, int port) {
    for (var tried = port; tried < port + TRIES_MAX && tried <= 0xFFFF; tried++) {
      if (!given.contains(tried) && isFree(host, tried)) {
        given.add(tried);
        return tried;
      }
    }
    return port;
  }

  private static boolean isFree(String host, int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true); // what a former process left behind takes nobody's place
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
