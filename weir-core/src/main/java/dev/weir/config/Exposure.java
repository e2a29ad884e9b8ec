package dev.weir.config;

import java.util.LinkedHashMap;
import java.util.List;
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

  /// The same but for those that are meant to be open.
  private Map<String, Address.Tcp> unmeant() {
    var unmeant = ports();
    unmeant.keySet().removeAll(auth.open());
    return unmeant;
  }

  /// Notes each as a problem.
  void refuse(Settings settings) {
    unmeant().keySet().forEach(name -> new Section(settings, "listen.").refuse(name, reason(name)));
  }

  /// Each as a problem of settings of which the ports wait for a start and the rest does not.
  List<String> untilTheStart() {
    return unmeant().entrySet().stream()
        .map(port ->
            ("listen.%s: '%s' counts until the next start, can be reached from other machines, and"
                    + " nobody would be asked there who they are. Leave auth as it is until then,"
                    + " or restart")
                .formatted(port.getKey(), port.getValue()))
        .toList();
  }

  private static String reason(String name) {
    var open = name.equals("admin") ? "" : ", or auth.open: %s".formatted(name);
    return "can be reached from other machines, and nobody is asked there who they are. Set up"
        + " users or API keys (auth.users, auth.keys; 'weir config key' makes one), listen"
        + " on 127.0.0.1, or accept it with 'insecure: true'"
        + open;
  }
}
