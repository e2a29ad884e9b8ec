package dev.weir.cli.compat;

import dev.weir.cli.terminal.Stdout;
import dev.weir.cli.terminal.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/// Runs a line of one of Kafka's scripts as a line of ours.
@Command
abstract class ScriptCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  /// All of them: the script's options are for [Given] to understand.
  @Unmatched private List<String> line = new ArrayList<>();

  private final Script script;

  ScriptCommand(Script script) {
    this.script = script;
  }

  @Override
  public Integer call() {
    var host = (World.Host) spec.root().userObject();
    var world = host.world();
    var given = Given.read(script, line);
    if (given.has("--zookeeper")) {
      world.err().println("weir: --zookeeper is ignored; Kafka has none any more.");
    }
    var ours = script.translate(given);
    for (var file : List.of("--command-config", "--consumer.config", "--producer.config")) {
      ours.clientSettings(given.value(file), world.folder());
    }
    var words = ours.words().toArray(String[]::new);
    if (!(script instanceof ConsumerScript consumer)) return host.run(world, words);
    var counted = new Counted(world.out(), consumer.mark());
    var exitCode = host.run(world.out(new Stdout(counted), world.terminal()), words);
    world.err().println("Processed a total of %d messages".formatted(counted.count()));
    return exitCode;
  }
}
