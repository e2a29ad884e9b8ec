package dev.weir.cli;

import dev.weir.cli.cluster.KafkaFailures;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.ReaderGone;
import dev.weir.config.ConfigException;
import dev.weir.gateway.net.NetException;
import dev.weir.wal.WalException;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Every error of every command, on stderr: its text, and its stack with `-v` alone.
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
  @Override
  public int handleParseException(ParameterException error, String[] args) {
    var command = error.getCommandLine();
    var err = command.getErr();
    if (isGroup(command) && !(error instanceof UnmatchedArgumentException)) {
      command.usage(err);
      return ExitCode.USAGE;
    }
    err.println("weir: " + usage(error));
    UnmatchedArgumentException.printSuggestions(error, err);
    err.println("See '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
    return ExitCode.USAGE;
  }

  /// Whether it does nothing but hold other commands.
  private static boolean isGroup(CommandLine command) {
    var does = command.getCommand() instanceof Callable;
    return !does && !command.getSubcommands().isEmpty() && command.getParent() != null;
  }

  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
    if (error instanceof ReaderGone) return ExitCode.READER_GONE;
    var told = error instanceof KafkaException kafka ? KafkaFailures.of(kafka) : error;
    command.getErr().println("weir: " + text(told));
    if (Io.verbose(parsed)) error.printStackTrace(command.getErr());
    return exitCode(told);
  }

  private static String usage(ParameterException error) {
    var root = error.getCommandLine().getParent() == null;
    if (root
        && error instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption())
      return "there is no command '%s'".formatted(unmatched.getUnmatched().getFirst());
    return String.valueOf(error.getMessage());
  }

  private static String text(Exception error) {
    return switch (error) {
      // Written for people already: what, why and what to do.
      case Failure _, ConfigException _, NetException _, WalException _, IllegalStateException _ ->
          String.valueOf(error.getMessage());
      default -> "failed: %s. Run it again with -v to see where.".formatted(error);
    };
  }

  private static int exitCode(Exception error) {
    return switch (error) {
      case Failure failure -> failure.exitCode();
      case ConfigException _ -> ExitCode.USAGE;
      default -> ExitCode.FAILED;
    };
  }
}
