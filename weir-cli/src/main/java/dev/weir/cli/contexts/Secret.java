package dev.weir.cli.contexts;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Where a secret is, and not the secret: it is read when it is needed, and no text here holds it.
public sealed interface Secret {
  /// The first line of a file. A path that is not absolute begins at the contexts file.
  record InFile(String path) implements Secret {}

  /// A variable of the environment.
  record InVariable(String name) implements Secret {}

  /// Whoever sits at the terminal is asked.
  record Asked() implements Secret {}

  /// It was written on the command line.
  record Written(String secret) implements Secret {
    @Override
    public String toString() {
      return "Written[****]";
    }
  }

  /// The secret itself.
  ///
  /// @param what it is: `the password of ana for context prod`
  default String read(World world, String what) {
    return switch (this) {
      case InFile(var path) -> firstLine(Places.file(world, path), what);
      case InVariable(var name) -> variable(world, name, what);
      case Asked _ -> Prompt.ask(world, what);
      case Written(var secret) -> secret;
    };
  }

  /// As it stands in a file.
  default Map<String, Object> tree() {
    return switch (this) {
      case InFile(var path) -> Map.of("file", path);
      case InVariable(var name) -> Map.of("env", name);
      case Asked _ -> Map.of("prompt", true);
      case Written _ -> throw new IllegalStateException("a secret is in no file");
    };
  }

  /// As a file says it.
  ///
  /// @param key whose value says where the secret is
  static Secret parse(Section section, String key) {
    if (!section.holdsKeys(key)) {
      throw section.problem(
          key,
          "'%s' must say where the secret is and not hold it: {file: PATH}, {env: NAME} or {prompt: true}"
              .formatted(key));
    }
    var where = java.util.Objects.requireNonNull(section.section(key));
    var file = where.text("file");
    var variable = where.text("env");
    var prompt = where.flag("prompt");
    where.refuseUnknown();
    if (file != null && variable == null && !prompt) return new InFile(file);
    if (variable != null && file == null && !prompt) return new InVariable(variable);
    if (prompt && file == null && variable == null) return new Asked();
    throw section.problem(key, "'%s' must have one of file, env and prompt".formatted(key));
  }

  private static String firstLine(Path file, String what) {
    try (var lines = Files.newBufferedReader(file)) {
      var line = lines.readLine();
      if (line != null && !line.isBlank()) return line.strip();
      throw missing(what, "%s is empty".formatted(file), "Write it there.");
    } catch (IOException e) {
      throw missing(what, "%s cannot be read (%s)".formatted(file, e), "Write it there.");
    }
  }

  private static String variable(World world, String name, String what) {
    var value = world.env().getOrDefault(name, "");
    if (!value.isEmpty()) return value;
    throw missing(what, "the variable %s is not set".formatted(name), "Set it and try again.");
  }

  private static Failure missing(String what, String why, String remedy) {
    return new Failure(ExitCode.USAGE, "There is no %s".formatted(what), why, remedy);
  }
}
