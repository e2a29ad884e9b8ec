package dev.weir.cli.settings;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.config.Import;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir config import`: a predecessor's file as `weir.yaml`. What has no equal goes to stderr, so
/// that stdout can go into a file.
@Command(
    name = "import",
    description = "Print the weir.yaml that equals a file of kahego, kprf or kafka-ambassador.",
    footer = {
      "",
      "What has no equal, or differs, is listed on stderr. 'weir serve' takes such a file as it is,"
          + " too.",
      "",
      "Example: weir config import kprf.yaml > weir.yaml"
    })
final class ConfigImportCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();

  @Parameters(
      paramLabel = "FILE",
      description = "buckets.json, .env.dev.local, kprf.yaml, ka.yaml, under whatever name.")
  private Path file = Path.of("");

  @Option(names = "--secrets", description = "Print passwords and keys, too.")
  private boolean secrets;

  @Override
  public Integer call() throws IOException {
    var path = io.world().folder().resolve(file);
    WeirConfig.read(new Sources(path, io.world().env(), List.of()));
    var imported = Import.of(path, io.world().env());
    if (imported == null) {
      throw new Failure(
          ExitCode.USAGE,
          "%s was not imported".formatted(file),
          "it is a file of Weir's own already",
          "Try 'weir serve %s'.".formatted(file));
    }
    io.out().line(imported.yaml(secrets).stripTrailing());
    io.out().flush();
    imported.notes().forEach(io::say);
    return ExitCode.OK;
  }
}
