package dev.weir.cli.settings;

import dev.weir.cli.terminal.World;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The arguments of every command that reads the configuration.
@Command
public final class Configured {
  private static final Logger log = LoggerFactory.getLogger(Configured.class);
  private static final String USUAL = "weir.yaml";
  private static final String FILE_VARIABLE = "WEIR_CONFIG";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

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
    return read(List.of());
  }

  /// The same.
  ///
  /// @param stronger `key=value` over all that the user gave
  public WeirConfig read(List<String> stronger) {
    var all = new ArrayList<>(assignments);
    all.addAll(stronger);
    var config = read(world(), file, all);
    var path = path();
    if (path != null) warn(path);
    return config;
  }

  /// Reads what a file, the environment and assignments say.
  ///
  /// @param file null where none was named
  public static WeirConfig read(World world, @Nullable Path file, List<String> assignments) {
    return WeirConfig.read(new Sources(path(world, file), world.env(), assignments));
  }

  /// The file that is read, or null where there is none.
  @Nullable Path path() {
    return path(world(), file);
  }

  static @Nullable Path path(World world, @Nullable Path file) {
    var variable = world.env().get(FILE_VARIABLE);
    if (file != null) return world.folder().resolve(file);
    if (variable != null) return world.folder().resolve(variable);
    var usual = world.folder().resolve(USUAL);
    return Files.exists(usual) ? usual : null;
  }

  private void warn(Path path) {
    try {
      var imported = Import.of(path, world().env());
      if (imported != null) imported.notes().forEach(note -> log.warn("{}", note));
    } catch (IOException e) {
      log.debug("{} went away after it was read", path, e);
    }
  }

  private World world() {
    return ((World.Host) command.root().userObject()).world();
  }
}
