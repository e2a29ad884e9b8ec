package dev.weir.cli.wal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Where dead letters are meant, that must be said.
@Command
final class DeadSaid {
  @Option(names = "--dead", required = true, description = "Dead letters; nothing else can be.")
  @SuppressWarnings("UnusedVariable") // it must be said, and says nothing more
  private boolean dead;
}
