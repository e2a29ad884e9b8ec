package dev.weir.cli.completion;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.weir.cli.Ran;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// bash, zsh or fish, with our script loaded and a `weir` that tells names out of a file and writes
/// down how it was called. Where it is missing a test is left out, unless `TESTS_FOREIGN=required`
/// is in the environment, as CI has it.
///
/// Its clock stands still, and who waits for a while waits until the `weir` has answered: so it is
/// the script that is looked at, and not the machine.
final class SystemShell {
  private static final String WEIR =
      """
      #!/bin/sh
      echo "$*" >> calls
      for word in "$@"; do into=$word; done
      { date +%s; cat names; } > "$into.new"
      mv "$into.new" "$into"
      : > answered
      """;

  private static final String DATE =
      """
      #!/bin/sh
      echo 1795255323
      """;

  private static final String SLEEP =
      """
      #!/bin/sh
      PATH=${PATH#*:}
      for _ in $(seq 3000); do [ -e answered ] && exit; sleep 0.01; done
      """;

  private final Path folder;
  private final String name;
  private final Path shared;

  private SystemShell(String name, Path folder, Path shared) {
    this.shared = shared;
    this.folder = folder;
    this.name = name;
  }

  /// @param shared for what zsh prepares at its first start, which takes long
  static SystemShell named(String name, Path folder, Path shared) throws IOException {
    var found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, name)));
    if (!found) missing(name);
    var script = Ran.weir("completion", name);
    Files.writeString(folder.resolve("weir." + name), script.out());
    program(folder.resolve("weir"), WEIR);
    program(folder.resolve("date"), DATE);
    program(folder.resolve("sleep"), SLEEP);
    Files.writeString(folder.resolve("names"), "topic\trides\ntopic\torders\ngroup\tbilling\n");
    return new SystemShell(name, folder, shared);
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, text);
    if (!file.toFile().setExecutable(true)) throw new IOException("not executable: " + file);
  }

  private static void missing(String name) {
    var why = "%s was not found. Install it: apt-get install %s".formatted(name, name);
    if ("required".equals(System.getenv("TESTS_FOREIGN"))) fail(why);
    abort("left out: " + why);
  }

  /// What is offered for a line at its end: a word a line, without descriptions.
  List<String> offers(String line) throws IOException, InterruptedException {
    return switch (name) {
      case "bash" -> lines("bash", "-c", BASH, "bash", line);
      case "zsh" -> lines("zsh", "-f", "-c", ZSH, "zsh", line);
      case "fish" ->
          lines("fish", "--no-config", "-c", "source weir.fish; complete -C \"$argv[1]\"", line)
              .stream()
              .map(offer -> offer.replaceFirst("\t.*", ""))
              .toList();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static final String BASH =
      """
      source ./weir.bash
      COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=($1) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _weir
      [ ${#COMPREPLY[@]} = 0 ] || printf '%s\\n' "${COMPREPLY[@]}"
      """;

  /// On a terminal of its own, as completion is there only where somebody types. A function in the
  /// place of zsh's own writes what would be shown.
  private static final String ZSH =
      """
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "PS1=; autoload -Uz compinit; compinit -C -u -d $ZDUMP; source ./weir.zsh"
      zpty -w shell '_describe() { print -rl -- ${${(P)4}%%:*} >>offered; }; offer() { :>offered; _weir; compstate[insert]=; print -r -- end >>offered; }'
      zpty -w shell 'zle -C offer list-choices offer; bindkey "^I" offer; : >ready'
      until [[ -e ready ]]; do zpty -r -t shell >/dev/null; done
      zpty -w -n shell "$1"$'\\t'
      until grep -qx end offered 2>/dev/null; do zpty -r -t shell >/dev/null; done
      grep -vx end offered
      true
      """;

  private List<String> lines(String... command) throws IOException, InterruptedException {
    for (var left : List.of("ready", "offered", "answered")) {
      Files.deleteIfExists(folder.resolve(left));
    }
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("ZDUMP", shared.resolve("zcompdump").toString());
    builder
        .environment()
        .merge("PATH", folder.toString(), (old, first) -> first + File.pathSeparator + old);
    var process = builder.redirectError(folder.resolve("errors").toFile()).start();
    var lines = new ArrayList<>(process.inputReader().readAllLines());
    if (!process.waitFor(60, TimeUnit.SECONDS)) throw new IOException("still runs");
    return lines;
  }

  /// What the shell itself complained of.
  String errors() throws IOException {
    return Files.readString(folder.resolve("errors"));
  }

  /// How our command was called to tell the names, a line each.
  List<String> calls() throws IOException {
    var calls = folder.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }
}
