package dev.weir.cli.context;

import dev.weir.cli.contexts.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `rpk.yaml`, with its profiles; and `redpanda.yaml`, where `rpk` has a section.
final class RpkFile {
  private RpkFile() {}

  /// @param as what to call it; null as the file does
  static List<Imported> read(Path file, Section root, @Nullable String as) {
    var profiles = root.sections("profiles");
    var rpk = root.section("rpk");
    var all = new ArrayList<Imported>();
    for (var profile : profiles) {
      var called = profile.text("name");
      all.add(profile(file, profile, as != null ? as : called == null ? "rpk" : called));
    }
    if (rpk != null) all.add(profile(file, rpk, as == null ? "rpk" : as));
    return all;
  }

  private static Imported profile(Path file, Section profile, String name) {
    var imported = new Imported(name);
    profile.text("description");
    profile.text("prompt");
    var kafka = profile.section("kafka_api");
    if (kafka != null) kafka(file, kafka, imported);
    var registry = profile.section("schema_registry");
    if (registry != null) {
      imported.registry(registry.list("addresses").stream().findFirst().orElse(null), null, null);
      registry.rest().forEach(imported::note);
    }
    profile.rest().forEach(imported::note);
    return imported;
  }

  private static void kafka(Path file, Section kafka, Imported imported) {
    imported.put("bootstrap", String.join(",", kafka.list("brokers")));
    var sasl = kafka.section("sasl");
    var encrypted = kafka.holds("tls");
    if (sasl != null) {
      var user = sasl.text("user");
      var mechanism = sasl.text("mechanism");
      if (mechanism != null && !mechanism.isEmpty()) {
        imported.put("properties", Map.of("sasl.mechanism", mechanism));
      }
      imported.login(user, sasl.text("password"));
      sasl.rest().forEach(imported::note);
    }
    // An empty one turns encryption on, too.
    var tls = kafka.section("tls");
    if (encrypted) imported.tree().put("tls", tls == null ? Map.of() : tls(file, tls, imported));
    kafka.rest().forEach(imported::note);
  }

  private static Map<String, Object> tls(Path file, Section tls, Imported imported) {
    var files =
        PemPaths.of(
            file,
            either(tls.text("ca_file"), tls.text("truststore_file")),
            tls.text("cert_file"),
            tls.text("key_file"));
    tls.rest().forEach(imported::note);
    return files;
  }

  private static @Nullable String either(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }
}
