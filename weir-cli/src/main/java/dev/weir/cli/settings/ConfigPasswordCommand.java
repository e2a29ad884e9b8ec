package dev.weir.cli.settings;

import dev.weir.auth.PasswordHash;
import dev.weir.cli.contexts.Secret;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir config password`: the hash of a password, which is what the settings have.
@Command(
    name = "password",
    description = {
      "Print the hash of a password, for auth.users.NAME.password.",
      "",
      "Asks for it on the terminal, twice and without showing it; else the first line of stdin is"
          + " it. The hash is a different one each time. With --name, --role or --topics it comes"
          + " in the lines to paste into weir.yaml."
    },
    footer = {"", "Example: weir config password --name anna --role operate"})
final class ConfigPasswordCommand implements Callable<Integer> {
  private static final int LENGTH_MIN = 8;
  private static final int LENGTH_MAX = 1_024;

  @Mixin private Io io = new Io();
  @Mixin private Grant grant = new Grant();

  @Override
  public Integer call() throws IOException {
    if (grant.isAsked()) grant.check();
    var password = password();
    if (password.length() < LENGTH_MIN || password.length() > LENGTH_MAX) {
      throw new Failure(
          ExitCode.USAGE,
          "There is no hash",
          "the password has %,d characters".formatted(password.length()),
          "Take one of %d to %,d.".formatted(LENGTH_MIN, LENGTH_MAX));
    }
    var hash = PasswordHash.of(password, PasswordHash.ITERATIONS).text();
    var shown = grant.isAsked() ? grant.yaml("users", "password", hash) : hash;
    shown.lines().forEach(io.out()::line);
    io.out().flush();
    return ExitCode.OK;
  }

  private String password() throws IOException {
    if (!io.world().terminal().in()) return firstLine();
    var asked = new Secret.Asked();
    var password = asked.read(io.world(), "password");
    if (password.equals(asked.read(io.world(), "password again"))) return password;
    throw new Failure(ExitCode.USAGE, "There is no hash", "the two passwords differ", "Try again.");
  }

  private String firstLine() throws IOException {
    var in = new InputStreamReader(io.world().in(), StandardCharsets.UTF_8);
    var line = new BufferedReader(in).readLine();
    return line == null ? "" : line;
  }
}
