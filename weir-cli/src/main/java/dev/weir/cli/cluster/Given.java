package dev.weir.cli.cluster;

import dev.weir.cli.contexts.Context;
import dev.weir.cli.contexts.Librdkafka;
import dev.weir.cli.contexts.Login;
import dev.weir.cli.contexts.Secret;
import dev.weir.cli.contexts.SecretNames;
import dev.weir.cli.terminal.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The settings of `-X`, by Java's names or by librdkafka's.
final class Given {
  private Given() {}

  /// @param before what is set already, which they are put over
  static Map<String, String> settings(
      World world, Map<String, String> given, Map<String, String> before) {
    if (given.isEmpty()) return given;
    var translated = Librdkafka.translated(given);
    var username = translated.username();
    var password = translated.password();
    var login =
        username == null || password == null
            ? null
            : new Login(username, new Secret.Written(password));
    // What means nothing to us may mean something to Kafka, such as the setting of a plug-in.
    var all = new LinkedHashMap<String, String>();
    if (login != null && before.containsKey("sasl.mechanism")) {
      all.put("sasl.mechanism", String.valueOf(before.get("sasl.mechanism")));
    }
    translated.left().forEach(name -> all.put(name, String.valueOf(given.get(name))));
    all.putAll(translated.settings());
    var tls = translated.tls();
    if (login == null && tls == null) return all;
    return new Context("-X", "", null, null, false, all, login, tls, null).settings(world);
  }

  /// Names of secrets that everybody on this machine can see while the command runs.
  static List<String> shown(Map<String, String> given) {
    return given.keySet().stream().filter(SecretNames::contain).toList();
  }
}
