package dev.weir.cli.message;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// How keys and values are made readable.
@Command
public final class Decoding {
  private static final String WAYS = "auto|text|json|hex|base64|avro|proto";

  @Option(
      names = "--decode",
      paramLabel = WAYS,
      description =
          "How values are read (default: auto, by their schema where a registry is known and has"
              + " it, else as they are).")
  private Decode values = Decode.AUTO;

  @Option(
      names = "--key-decode",
      paramLabel = WAYS,
      description = "The same of keys (default: auto).")
  private Decode keys = Decode.AUTO;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "The schema registry, http://host:8081 (default: the context's).")
  private @Nullable String registry;

  /// Whoever opens them closes them.
  public Decoders open(Io io, Cluster cluster) {
    var url = url(cluster);
    return url == null ? Decoders.plain() : Decoders.with(url, cluster.timeout(), io::tell);
  }

  private @Nullable URI url(Cluster cluster) {
    var known = cluster.connection().registry();
    if (registry != null || known == null) return registry == null ? null : checked(registry, null);
    var user = known.username();
    return checked(known.url(), user == null ? null : user + ":" + known.password());
  }

  private static URI checked(String text, @Nullable String login) {
    try {
      var url = new URI(text);
      var scheme = String.valueOf(url.getScheme());
      if (!scheme.matches("https?") || url.getHost() == null) throw wrong(text);
      if (login == null) return url;
      return new URI(scheme, login, url.getHost(), url.getPort(), url.getPath(), null, null);
    } catch (URISyntaxException e) {
      throw wrong(text);
    }
  }

  private static Failure wrong(String text) {
    return new Failure(
        ExitCode.USAGE,
        "The schema registry cannot be asked",
        "'%s' is no address".formatted(text),
        "It is such as http://127.0.0.1:8081.");
  }

  public Decoder keys(Decoders decoders) {
    return decoders.of(keys);
  }

  public Decoder values(Decoders decoders) {
    return decoders.of(values);
  }

  /// Whether bytes stay as they are unless something else was said.
  public boolean isAuto() {
    return values == Decode.AUTO && keys == Decode.AUTO;
  }
}
