package dev.weir.cli.wal;

import dev.weir.cli.cluster.GatewayKey;
import dev.weir.cli.cluster.GatewayTls;
import dev.weir.cli.gateway.DeadLetters;
import dev.weir.cli.gateway.RunningGateway;
import dev.weir.cli.settings.Configured;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.World;
import dev.weir.config.Nearest;
import dev.weir.config.SinkConfig;
import dev.weir.config.WeirConfig;
import dev.weir.wal.WalFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Which logs a command is about: those of the settings that the gateway has.
@Command
final class Logs {
  private static final String DEAD = "dead";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration (default: $WEIR_CONFIG, else weir.yaml where there is one).")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "Set one key, over the file and over WEIR_* variables. May be repeated.")
  private final List<String> assignments = new ArrayList<>();

  @Option(names = "--sink", paramLabel = "NAME", description = "The sink whose log is meant.")
  private @Nullable String sink;

  @Mixin private GatewayKey key = new GatewayKey();
  @Mixin private GatewayTls tls = new GatewayTls();

  private @Nullable WeirConfig config;

  WeirConfig config() {
    var known = config;
    if (known == null) config = known = Configured.read(world(), file, assignments);
    return known;
  }

  /// The one that was named, else every sink that has a log.
  List<String> sinks() {
    return sink == null ? all() : List.of(sink());
  }

  /// The one that was named, else `kafka`.
  String sink() {
    var name = sink == null ? SinkConfig.KAFKA : sink;
    if (all().contains(name)) return name;
    throw new Failure(
        ExitCode.NOT_FOUND,
        "The log of sink '%s' was not found".formatted(name),
        "%s has none of that name".formatted(folder().toAbsolutePath()),
        Nearest.to(name, all())
            .map("Did you mean '%s'?"::formatted)
            .orElse("Name the gateway's settings with -c or --set; a log is made by a start."));
  }

  private List<String> all() {
    if (!Files.isDirectory(folder())) return List.of();
    try (var folders = Files.list(folder())) {
      return folders.filter(Files::isDirectory).map(Logs::name).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path folder) {
    return String.valueOf(folder.getFileName());
  }

  private Path folder() {
    return world().folder().resolve(config().wal().path());
  }

  private World world() {
    return ((World.Host) command.root().userObject()).world();
  }

  Path folder(String name, boolean dead) {
    var log = folder().resolve(name);
    return dead ? log.resolve(DEAD) : log;
  }

  /// To look into it, also while a gateway uses it.
  WalFiles files(String name, boolean dead) {
    return WalFiles.open(folder(name, dead));
  }

  /// The gateway that runs on them.
  RunningGateway running() {
    var running = gateway();
    if (running != null) return running;
    throw new Failure(
        ExitCode.UNREACHABLE,
        "No gateway runs in %s".formatted(world().folder().resolve(config().data())),
        "nothing answers at the port that is noted there",
        "Start it: what waits is sent then.");
  }

  private @Nullable RunningGateway gateway() {
    return RunningGateway.of(
        config(), world().folder(), key.key(world()), tls.terms(world(), null));
  }

  /// To change it.
  DeadLetters deadLetters() {
    var running = gateway();
    return running != null ? running : new StoppedLog(this);
  }
}
