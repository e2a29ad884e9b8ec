package dev.weir.cli.completion;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.World;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `weir completion`: a script for the user's shell.
@Command(
    name = "completion",
    description = "Print the script by which your shell completes this command.",
    footer = {
      "",
      "It completes commands, options and their values at once, and the names of topics, groups and"
          + " contexts as they were up to 10 s ago. For good:",
      "  bash  weir completion bash > ~/.local/share/bash-completion/completions/weir",
      "  zsh   weir completion zsh > ~/.zfunc/_weir      (a folder of your $fpath)",
      "  fish  weir completion fish > ~/.config/fish/completions/weir.fish",
      "",
      "Example: weir completion bash > weir.bash && source weir.bash"
    })
public final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Io io = new Io();

  @Parameters(paramLabel = "bash|zsh|fish", description = "Which shell.")
  private Scripts.Shell shell = Scripts.Shell.BASH;

  @Override
  public Integer call() {
    var commands = ((World.Host) spec.root().userObject()).commands();
    io.out().write(Scripts.of(shell, commands).getBytes(StandardCharsets.UTF_8));
    io.out().flush();
    return ExitCode.OK;
  }
}
