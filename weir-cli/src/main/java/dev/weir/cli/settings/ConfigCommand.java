package dev.weir.cli.settings;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Listing;
import dev.weir.cli.terminal.Output;
import dev.weir.cli.terminal.Subcommands;
import dev.weir.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir config`: what is set, what can be set, and where.
@Command(
    name = "config",
    description = "Show, check and compare the configuration, or make one of a predecessor's.",
    footer = {"", "Example: weir config show weir.yaml"})
@Subcommands({
  ConfigCommand.Show.class,
  ConfigCheckCommand.class,
  ConfigReferenceCommand.class,
  ConfigDiffCommand.class,
  ConfigImportCommand.class,
  ConfigPasswordCommand.class,
  ConfigKeyCommand.class
})
public final class ConfigCommand {
  /// `weir config show`: every key with its value and origin.
  @Command(
      name = "show",
      description = "Show every setting, its value and where that was set; secrets are masked.",
      footer = {"", "Example: weir config show weir.yaml"})
  static final class Show implements Callable<Integer> {
    @Mixin private Io io = new Io();
    @Mixin private Configured configured = new Configured();
    @Mixin private Output output = new Output();

    @Override
    public Integer call() {
      var settings = configured.read().settings();
      if (output.kind() == Output.Kind.TABLE) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("KEY", "VALUE", "ORIGIN"));
        settings.forEach(one -> rows.add(List.of(one.key(), one.value(), one.origin())));
        Table.of(rows).printAligned(io.out());
        io.out().flush();
      } else {
        var listing = Listing.of("key", "value", "origin");
        settings.forEach(one -> listing.row(one.key(), one.value(), one.origin()));
        output.print(io, listing);
      }
      return ExitCode.OK;
    }
  }
}
