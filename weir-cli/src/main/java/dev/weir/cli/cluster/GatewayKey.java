package dev.weir.cli.cluster;

import dev.weir.auth.KeyHash;
import dev.weir.cli.contexts.Secret;
import dev.weir.cli.terminal.World;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The API key for a gateway that wants to know who asks. It is never on the command line, where
/// everybody on the machine sees it.
@Command
public final class GatewayKey {
  /// Names the file where no option does.
  public static final String VARIABLE = "WEIR_KEY_FILE";

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description =
          "A file with the API key for the gateway (default: $WEIR_KEY_FILE; a gateway without users"
              + " needs none).")
  private @Nullable String file;

  /// Null where none was named.
  public @Nullable String key(World world) {
    var named = file == null ? world.env().getOrDefault(VARIABLE, "") : file;
    if (named.isEmpty()) return null;
    var path = world.folder().resolve(named).toString();
    return new Secret.InFile(path).read(world, "API key (%s…)".formatted(KeyHash.PREFIX));
  }
}
