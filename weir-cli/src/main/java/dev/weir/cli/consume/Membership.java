package dev.weir.cli.consume;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The group that reads, and what it commits.
@Command
final class Membership {
  @Option(
      names = {"-g", "--group"},
      paramLabel = "GROUP",
      description = "Read as a member of this group, from where it is (default: in no group).")
  private @Nullable String group;

  @Option(
      names = "--commit",
      paramLabel = "at-most-once|at-least-once",
      converter = Promise.Converter.class,
      description =
          "When the group's place is kept: before the messages are printed, or when they are"
              + " written (default: at-least-once).")
  private @Nullable Promise promise;

  @Option(names = "--no-commit", description = "Leave the group's place where it is.")
  private boolean noCommit;

  /// How often a message is printed, over all runs.
  enum Promise {
    AT_MOST_ONCE,
    AT_LEAST_ONCE,
    NONE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static final class Converter implements picocli.CommandLine.ITypeConverter<Promise> {
      @Override
      public Promise convert(String text) {
        for (var one : new Promise[] {AT_MOST_ONCE, AT_LEAST_ONCE}) {
          if (one.toString().equalsIgnoreCase(text.replace('_', '-'))) return one;
        }
        throw new picocli.CommandLine.TypeConversionException(
            "'%s' is neither at-most-once nor at-least-once".formatted(text));
      }
    }
  }

  @Nullable String group() {
    return group;
  }

  Promise promise() {
    if (noCommit) return Promise.NONE;
    return promise == null ? Promise.AT_LEAST_ONCE : promise;
  }

  /// What is wrong with it; null if nothing is.
  @Nullable String wrong() {
    if (group == null && (promise != null || noCommit))
      return "--commit is for groups: name one, -g";
    if (promise != null && noCommit) return "--commit and --no-commit: say one of them";
    return null;
  }
}
