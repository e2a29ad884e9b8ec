package dev.weir.cli.wal;

import dev.weir.cli.gateway.DeadLetters;
import dev.weir.cli.terminal.ExitCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Which dead letters a command is to change. It must be said: nothing is by default.
@Command
final class Selection {
  @ArgGroup(multiplicity = "1")
  private @Nullable Which which;

  /// One of both.
  static final class Which {
    @Option(names = "--all", required = true, description = "All of them.")
    private boolean all;

    @Option(
        names = "--sequence",
        required = true,
        paramLabel = "N",
        arity = "1..*",
        description = "Those of these places, see 'weir wal dead list'.")
    private final List<Long> sequences = new ArrayList<>();
  }

  DeadLetters.Chosen chosen() {
    return which == null
        ? new DeadLetters.Chosen(false, List.of())
        : new DeadLetters.Chosen(which.all, List.copyOf(which.sequences));
  }

  /// How a command ends that found so many.
  int found(long count) {
    return count >= chosen().sequences().size() ? ExitCode.OK : ExitCode.NOT_FOUND;
  }
}
