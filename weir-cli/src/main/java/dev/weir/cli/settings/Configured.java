package dev.weir.cli.settings;

import dev.weir.config.Import;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The arguments of every command that reads the configuration.
public final class Configured {
  private static final Logger log = LoggerFactory.getLogger(Configured.class);
  private static final Path USUAL = Path.of("weir.yaml");
  private static final String FILE_VARIABLE = "WEIR_CONFIG";

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "The configuration (default: $WEIR_CONFIG, else weir.yaml where there is one).")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "Set one key, over the file and over WEIR_* variables. May be repeated.")
  private final List<String> assignments = new ArrayList<>();

  /// Also logs what a predecessor's file says and Weir does not do.
  public WeirConfig read() {
    var config = read(file, assignments);
    var path = path(file);
    if (path != null) warn(path);
    return config;
  }

  public static WeirConfig read(@Nullable Path file, List<String> assignments) {
    return WeirConfig.read(new Sources(path(file), System.getenv(), assignments));
  }

  private static @Nullable Path path(@Nullable Path file) {
    var variable = System.getenv(FILE_VARIABLE);
    if (file != null) return file;
    if (variable != null) return Path.of(variable);
    return Files.exists(USUAL) ? USUAL : null;
  }

  private static void warn(Path path) {
    try {
      var imported = Import.of(path, System.getenv());
      if (imported != null) imported.notes().forEach(note -> log.warn("{}", note));
    } catch (IOException e) {
      log.debug("{} went away after it was read", path, e);
    }
  }
}
