package dev.weir.cli.context;

import dev.weir.cli.contexts.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `kafkactl.yml`: contexts much as ours.
final class KafkactlFile {
  private KafkactlFile() {}

  /// @param as what to call it; null as the file does
  static List<Imported> read(Path file, Section root, @Nullable String as) {
    var all = new ArrayList<Imported>();
    var contexts = root.section("contexts");
    if (contexts == null) return all;
    for (var name : contexts.keys()) {
      var context = contexts.section(name);
      if (context != null) all.add(context(file, context, as == null ? name : as));
    }
    return all;
  }

  private static Imported context(Path file, Section context, String name) {
    var imported = new Imported(name);
    imported.put("bootstrap", String.join(",", context.list("brokers")));
    var sasl = context.section("sasl");
    if (sasl != null && sasl.flag("enabled")) login(sasl, imported);
    var tls = context.section("tls");
    if (tls != null && tls.flag("enabled")) {
      imported
          .tree()
          .put("tls", PemPaths.of(file, tls.text("ca"), tls.text("cert"), tls.text("certKey")));
      if (!tls.flag("insecure")) tls.rest().forEach(imported::note);
      else imported.note("tls.insecure; certificates are always checked here, so name the ca");
    }
    var registry = context.section("schemaRegistry");
    if (registry != null) {
      imported.registry(registry.text("url"), registry.text("username"), registry.text("password"));
      registry.rest().forEach(imported::note);
    }
    context.rest().forEach(imported::note);
    return imported;
  }

  private static void login(Section sasl, Imported imported) {
    var mechanism = mechanism(sasl.text("mechanism"));
    imported.put("properties", Map.of("sasl.mechanism", mechanism));
    imported.login(sasl.text("username"), sasl.text("password"));
    sasl.rest().forEach(imported::note);
  }

  private static String mechanism(@Nullable String theirs) {
    return switch (theirs == null ? "" : theirs.toLowerCase(Locale.ROOT)) {
      case "scram-sha256" -> "SCRAM-SHA-256";
      case "scram-sha512" -> "SCRAM-SHA-512";
      case "oauth" -> "OAUTHBEARER";
      default -> "PLAIN";
    };
  }
}
