package dev.weir.cli.shell;

import dev.weir.cli.completion.Completer;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.World;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `weir shell`: all commands, one after another.
@Command(
    name = "shell",
    description = {
      "Type commands without 'weir', with completion and history.",
      "",
      "Tab completes. F2: next context, F3: fuzzy completion on or off, F9: help of the command on"
          + " the line, F10 or Ctrl-D: leave. Ctrl-C ends the command that runs. 'use TOPIC' sets a"
          + " default topic, 'watch 2s lag' runs lag every 2 s, '!ls' is a command of the system;"
          + " '| grep x', '> FILE' and '>> FILE' take a command's output."
    },
    footer = {
      "",
      "From a file it runs line by line, without a terminal's help. It stops at the first line that"
          + " fails and ends with its exit code; lines that begin with # are comments.",
      "",
      "Example: weir shell < commands.txt"
    })
public final class ShellCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Io io = new Io();

  @Option(
      names = {"-b", "--bootstrap"},
      paramLabel = "HOST:PORT",
      description = "Kafka's address, for all commands.")
  private @Nullable String bootstrap;

  @Option(
      names = {"-x", "--context"},
      paramLabel = "NAME",
      description = "The context to begin with.")
  private @Nullable String context;

  @Option(
      names = "--keep-going",
      description = "From a file: go on after a line that failed. Ends with its exit code.")
  private boolean keepGoing;

  @Override
  public Integer call() throws Exception {
    var host = (World.Host) spec.root().userObject();
    var world = io.world();
    var able =
        world.terminal().in()
            && world.terminal().out()
            && !world.env().getOrDefault("TERM", "dumb").equals("dumb");
    // A command that reads must not eat the lines that follow it in a file.
    var of = world.terminal().in() ? world : fed(world);
    var completer = new Lazy(host);
    var session = new Session(host, of, completer::withTopic);
    if (context != null) session.context(context);
    if (bootstrap != null) session.bootstrap(bootstrap);
    if (!able) return new Plain(session, world, keepGoing).run();
    var names = new LiveNames(host, session);
    var all = new Completer(host.commands(), names, world.folder());
    return new Interactive(session, host, all, names).run();
  }

  private static World fed(World world) {
    return new World(
        InputStream.nullInputStream(),
        world.out(),
        world.err(),
        world.env(),
        world.folder(),
        world.terminal(),
        world.stop());
  }

  /// The commands' model, read when the first line needs it.
  private static final class Lazy {
    private final World.Host host;
    private @Nullable Completer completer;

    Lazy(World.Host host) {
      this.host = host;
    }

    java.util.List<String> withTopic(java.util.List<String> words, String topic) {
      if (completer == null) {
        completer = new Completer(host.commands(), _ -> java.util.List.of(), host.world().folder());
      }
      if (!completer.lacksTopic(words)) return words;
      var all = new ArrayList<>(words);
      all.add(topic);
      return all;
    }
  }
}
