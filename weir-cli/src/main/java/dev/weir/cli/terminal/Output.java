package dev.weir.cli.terminal;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `-o`: how a result is shown.
@Command
public final class Output {
  /// The ways.
  public enum Kind {
    TABLE,
    JSON,
    JSONL,
    YAML,
    NAME;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json|jsonl|yaml|name",
      description = "How it is shown (default: table).")
  private Kind kind = Kind.TABLE;

  public Kind kind() {
    return kind;
  }

  /// Prints it whole, and flushes.
  public void print(Io io, View view) {
    switch (kind) {
      case TABLE -> view.table(io);
      case JSON -> Tree.json(view.tree(), io.out());
      case JSONL -> {
        if (view.tree() instanceof List<?> list) list.forEach(one -> Tree.json(one, io.out()));
        else Tree.json(view.tree(), io.out());
      }
      case YAML -> Tree.yaml(view.tree(), io.out());
      case NAME -> view.names().forEach(io.out()::line);
    }
    io.out().flush();
  }
}
