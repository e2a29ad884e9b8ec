package dev.weir.cli.context;

import dev.weir.cli.contexts.ContextsFile;
import dev.weir.cli.contexts.Librdkafka;
import dev.weir.cli.contexts.SecretNames;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir context add`.
@Command(
    name = "add",
    description = "Add a cluster under a name.",
    footer = {
      "",
      "With --username and no place of the password it is asked for each time. With --username it is"
          + " SCRAM-SHA-512, unless -X sasl.mechanism says another.",
      "",
      "Example: weir context add prod -b k1:9093,k2:9093 --tls --username ana --password-file"
          + " ~/.secrets/prod --read-only --prompt-color red"
    })
final class ContextAddCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();

  @Parameters(paramLabel = "NAME", description = "What to call it.")
  private String name = "";

  @Option(
      names = {"-b", "--bootstrap"},
      required = true,
      paramLabel = "HOST:PORT",
      description = "Kafka's address, or several of them with commas.")
  private String bootstrap = "";

  @Option(names = "--gateway", paramLabel = "URL", description = "The gateway before it.")
  private @Nullable String gateway;

  @Option(
      names = "--prompt-color",
      paramLabel = "COLOR",
      description = "Of the shell's prompt: red, green, yellow, blue, magenta, cyan.")
  private @Nullable String color;

  @Option(names = "--read-only", description = "Refuse every command that would change something.")
  private boolean readOnly;

  @Option(
      names = "-X",
      paramLabel = "KEY=VALUE",
      description = "A setting of Kafka's client. May be repeated.")
  private Map<String, String> properties = new LinkedHashMap<>();

  @Option(names = "--username", paramLabel = "NAME", description = "Who logs in.")
  private @Nullable String username;

  @ArgGroup(exclusive = true)
  private @Nullable Password password;

  /// Where the password is.
  static final class Password {
    @Option(names = "--password-file", paramLabel = "FILE", description = "Its first line.")
    private @Nullable Path file;

    @Option(names = "--password-env", paramLabel = "VARIABLE", description = "Its value.")
    private @Nullable String variable;

    @Option(names = "--password-prompt", description = "It is asked for each time.")
    private boolean prompt;
  }

  @Option(names = "--tls", description = "Encrypt, and trust whom this JVM trusts.")
  private boolean tls;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Encrypt, and trust whom these certificates (PEM) signed.")
  private @Nullable Path ca;

  @Option(names = "--certificate", paramLabel = "FILE", description = "One's own (PEM).")
  private @Nullable Path certificate;

  @Option(names = "--key", paramLabel = "FILE", description = "Of that certificate (PEM, PKCS#8).")
  private @Nullable Path key;

  @Option(names = "--registry", paramLabel = "URL", description = "The schema registry.")
  private @Nullable String registry;

  @Option(names = "--use", description = "Make it the current one.")
  private boolean use;

  @Option(names = "--replace", description = "Also when there is one of that name.")
  private boolean replace;

  @Override
  public Integer call() {
    var contexts = ContextsFile.of(io.world());
    if (contexts.has(name) && !replace) {
      throw unchanged(
          "there is a context '%s' already".formatted(name),
          "Change it with 'weir context edit', or say --replace.");
    }
    contexts.put(name, tree());
    if (use) contexts.use(name);
    contexts.save();
    io.say("Context %s is in %s.".formatted(name, contexts.neededPath()));
    io.say("Try it: weir context test " + name + (use ? "" : "; use it: weir context use " + name));
    return ExitCode.OK;
  }

  private Map<String, Object> tree() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("bootstrap", bootstrap);
    if (gateway != null) tree.put("gateway", gateway);
    if (color != null) tree.put("color", color);
    if (readOnly) tree.put("read-only", true);
    if (!properties.isEmpty()) tree.put("properties", settings());
    if (username != null) tree.put("username", username);
    if (username != null || password != null) tree.put("password", place());
    if (tls || ca != null || certificate != null || key != null) tree.put("tls", files());
    if (registry != null) tree.put("registry", Map.of("url", registry));
    return tree;
  }

  private Map<String, String> settings() {
    for (var property : properties.keySet()) {
      if (!SecretNames.contain(property)) continue;
      throw unchanged(
          "'%s' is a secret, and 'ps' shows it".formatted(property),
          "Use --username and --password-file, or add it with 'weir context edit'.");
    }
    return Librdkafka.named(properties);
  }

  private Map<String, Object> place() {
    if (password == null || password.prompt) return Map.of("prompt", true);
    if (password.file != null) return Map.of("file", absolute(password.file));
    return Map.of("env", String.valueOf(password.variable));
  }

  private Map<String, String> files() {
    var files = new LinkedHashMap<String, String>();
    if (ca != null) files.put("ca", absolute(ca));
    if (certificate != null) files.put("certificate", absolute(certificate));
    if (key != null) files.put("key", absolute(key));
    return files;
  }

  /// A path on the command line begins here, and one in the file does not.
  private String absolute(Path path) {
    if (path.startsWith("~")) return path.toString();
    return io.world().folder().toAbsolutePath().resolve(path).normalize().toString();
  }

  private static Failure unchanged(String why, String remedy) {
    return new Failure(ExitCode.USAGE, "Nothing was changed", why, remedy);
  }
}
