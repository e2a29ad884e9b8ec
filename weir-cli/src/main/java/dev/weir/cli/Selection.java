package dev.weir.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// Which dead letters a command is to change. All of it must be said: nothing is by default.
final class Selection {
  @Option(names = "--dead", required = true, description = "Dead letters; nothing else can be.")
  private boolean dead;

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
        description = "Those of these places, see 'weir wal inspect --dead'.")
    private final List<Long> sequences = new ArrayList<>();
  }

  DeadLetters.Chosen chosen() {
    return new DeadLetters.Chosen(which == null ? List.of() : List.copyOf(which.sequences));
  }

  /// How a command ends that found so many.
  int found(long count) {
    var wanted = chosen().sequences().size();
    return count >= wanted ? ExitCode.OK : ExitCode.NOT_FOUND;
  }
}
