package dev.weir.cli.cluster;

import dev.weir.cli.contexts.Tls;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.World;
import dev.weir.tls.Authorities;
import dev.weir.tls.Identity;
import dev.weir.tls.TlsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Whom a command believes at an `https` address of a gateway, and who it is there, by PEM files.
/// Where no option says so, the files of the context's `tls` count, then what this Java trusts.
@Command
public final class GatewayTls {
  /// Names the file where no option does.
  public static final String VARIABLE = "WEIR_CA_FILE";

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "Who signs the certificate of an https gateway, as PEM (default: $WEIR_CA_FILE, the"
              + " context's tls.ca, or what Java trusts).")
  private @Nullable String ca;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "Our certificate, as PEM, for a gateway that wants one.")
  private @Nullable String certificate;

  @Option(names = "--cert-key", paramLabel = "FILE", description = "The key of --cert, as PEM.")
  private @Nullable String key;

  /// For a command without these options.
  public static SSLContext of(World world, @Nullable Tls context) {
    return new GatewayTls().terms(world, context);
  }

  /// What the options, the variable and the context say together.
  ///
  /// @param context the files of the context, or null
  public SSLContext terms(World world, @Nullable Tls context) {
    if ((certificate == null) != (key == null)) {
      throw new Failure(
          ExitCode.USAGE, "--cert and --cert-key belong together", "one is missing", "Name both.");
    }
    var named = ca == null ? world.env().getOrDefault(VARIABLE, "") : ca;
    var file = named.isEmpty() && context != null ? context.ca() : named;
    return Authorities.context(authorities(world, file), own(world, context));
  }

  private static @Nullable Authorities authorities(World world, @Nullable String file) {
    if (file == null || file.isEmpty()) return null;
    return in(world, file, Authorities::of);
  }

  private @Nullable Identity own(World world, @Nullable Tls context) {
    if (certificate != null && key != null) return own(world, certificate, key, "");
    if (context == null || context.certificate() == null || context.key() == null) return null;
    var secret = context.keyPassword();
    var password = secret == null ? "" : secret.read(world, "the password of the context's key");
    return own(world, context.certificate(), context.key(), password);
  }

  private static Identity own(World world, String certificate, String key, String password) {
    var chain = in(world, certificate, Identity::chain);
    return in(world, key, text -> Identity.of(chain, text, password));
  }

  private static <T> T in(World world, String file, Function<String, T> read) {
    try {
      return read.apply(
          Files.readString(world.folder().resolve(file), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw unusable(file, "it cannot be read (%s)".formatted(e), e);
    } catch (TlsException e) {
      throw unusable(file, "it " + e.getMessage(), e);
    }
  }

  private static Failure unusable(String file, String why, Exception cause) {
    return new Failure(
        ExitCode.USAGE, file + " cannot be used", why, "Name the right PEM file.", cause);
  }
}
