package dev.weir.cli.contexts;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `.weir.yaml`: which cluster a folder works with. It is looked for upwards, to the root of the
/// git repository; outside of one, in this folder alone.
///
/// It comes with the repository, from others. So it names a context of the user's, or an address of
/// its own, and never both: nobody's login goes to an address that a repository says. It holds
/// neither logins nor settings of Kafka's client.
///
/// @param context the name of one of the user's contexts
/// @param own what it says itself, where it names none
public record ProjectFile(
    Path path, @Nullable String context, boolean readOnly, @Nullable Context own) {
  private static final String NAME = ".weir.yaml";

  /// Null where there is none.
  public static @Nullable ProjectFile find(Path folder) {
    var start = folder.toAbsolutePath().normalize();
    for (Path at = start; at != null; at = at.getParent()) {
      var file = at.resolve(NAME);
      if (Files.isRegularFile(file) && (at.equals(start) || inRepository(at))) return read(file);
      if (Files.exists(at.resolve(".git"))) return null;
    }
    return null;
  }

  private static boolean inRepository(Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"))) return true;
    }
    return false;
  }

  private static ProjectFile read(Path path) {
    try {
      return parse(path, Section.parse(path.toString(), Files.readString(path)));
    } catch (IOException e) {
      throw new Failure(
          ExitCode.FAILED,
          "%s cannot be read".formatted(path),
          e.toString(),
          "See to it that you may, or name the cluster with -b or -x.",
          e);
    }
  }

  private static ProjectFile parse(Path path, Section section) {
    for (var key : new String[] {"username", "password", "tls", "properties"}) {
      if (!section.has(key)) continue;
      throw section.problem(
          key,
          "'%s' belongs in a context of yours, for this file is everybody's: name that with 'context:'"
              .formatted(key));
    }
    var context = section.text("context");
    var readOnly = section.flag("read-only");
    var own = own(section, readOnly);
    section.refuseUnknown();
    if ((context == null) == (own == null)) {
      throw section.problem("it must have one of 'context' and 'bootstrap'");
    }
    return new ProjectFile(path, context, readOnly, own);
  }

  private static @Nullable Context own(Section section, boolean readOnly) {
    var bootstrap = String.join(",", section.list("bootstrap"));
    var gateway = section.text("gateway");
    var color = Context.color(section);
    var registry = Context.registry(section);
    if (registry != null && registry.login() != null) {
      throw section.problem("registry", "a login belongs in a context of yours");
    }
    if (bootstrap.isEmpty()) {
      if (gateway == null && registry == null) return null;
      throw section.problem("'gateway' and 'registry' need 'bootstrap' here");
    }
    return new Context("", bootstrap, gateway, color, readOnly, Map.of(), null, null, registry);
  }
}
