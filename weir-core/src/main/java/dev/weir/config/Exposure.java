package dev.weir.config;

import java.util.LinkedHashMap;
import java.util.Map;

/// The ports that other machines can reach and where nobody is asked who they are.
record Exposure(ListenConfig listen, AuthConfig auth) {
  /// Where they listen, by their names.
  Map<String, Address.Tcp> ports() {
    var exposed = new LinkedHashMap<String, Address.Tcp>();
    if (!auth.isEmpty()) return exposed;
    listen
        .ports()
        .forEach((name, address) -> {
          if (address instanceof Address.Tcp tcp && !Address.isLoopback(tcp.host())) {
            exposed.put(name, tcp);
          }
        });
    return exposed;
  }

  /// Notes each as a problem, but for those that are meant to be open.
  void refuse(Settings settings) {
    ports()
        .forEach((name, _) -> {
          if (!auth.open().contains(name)) {
            new Section(settings, "listen.").refuse(name, reason(name));
          }
        });
  }

  private static String reason(String name) {
    var open = name.equals("admin") ? "" : ", or auth.open: %s".formatted(name);
    return "can be reached from other machines, and nobody is asked there who they are. Set up"
        + " users or API keys (auth.users, auth.keys; 'weir config key' makes one), listen"
        + " on 127.0.0.1, or accept it with 'insecure: true'"
        + open;
  }
}
