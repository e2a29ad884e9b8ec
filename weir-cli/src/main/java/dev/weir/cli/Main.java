package dev.weir.cli;

import dev.weir.cli.cluster.GatewayAddress;
import dev.weir.cli.cluster.Point;
import dev.weir.cli.log.Logging;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.World;
import dev.weir.cli.units.Amounts;
import dev.weir.cli.units.PerSecond;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// The `weir` command, where every process begins.
@Command(
    name = "weir",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    description = "A durable gateway to Kafka for clients that do not speak Kafka.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "'weir COMMAND --help' tells more. Begin with 'weir up'."})
public final class Main implements Runnable, World.Host {
  @Spec private CommandSpec spec = CommandSpec.create();

  private final World world;

  Main(World world) {
    this.world = world;
  }

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] args) {
    NoObjects.install();
    if (Commands.areSilent(args)) Logging.none();
    var world = World.ofProcess();
    var exitCode = ExitCode.FAILED;
    try {
      exitCode = new Main(world).execute(args);
    } catch (Error e) { // no command goes on behind one, and who waits for its end has to know
      System.err.printf("weir: failed: %s. Run it again with -v to see where.%n", e);
      if (Stream.of(args).anyMatch(Set.of("-v", "--verbose")::contains)) e.printStackTrace();
    } finally {
      world.stop().ended(exitCode);
    }
    System.exit(exitCode);
  }

  int execute(String... args) {
    var line = new CommandLine(this);
    Commands.add(line, args);
    return equipped(line).execute(args);
  }

  private CommandLine equipped(CommandLine line) {
    var errors = new Errors();
    return line.setOut(new PrintWriter(world.out(), true, StandardCharsets.UTF_8))
        .setErr(world.err())
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setExecutionStrategy(this::execute)
        .registerConverter(Duration.class, converter(Amounts::duration))
        .registerConverter(PerSecond.class, converter(PerSecond::parse))
        .registerConverter(Point.class, converter(Point::parse))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false);
  }

  /// One whose complaint says what is wrong with a value, which picocli leaves out of others.
  private static <T> ITypeConverter<T> converter(Function<String, T> parse) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    };
  }

  private int execute(CommandLine.ParseResult parsed) {
    Io.logAsCommand(parsed, world.terminal());
    return new RunLast().execute(parsed);
  }

  @Override
  public World world() {
    return world;
  }

  @Override
  public int run(World other, String... command) {
    return new Main(other).execute(command);
  }

  @Override
  public CommandSpec commands() {
    var line = new CommandLine(new Main(world));
    Commands.addAll(line);
    return equipped(line).getCommandSpec();
  }

  @Override
  public void run() {
    var out = spec.commandLine().getOut();
    spec.commandLine().usage(out);
    var gateway = GatewayAddress.ofFolder(world);
    if (gateway != null)
      out.printf("%nThe console of the gateway that runs here: %s/console/%n", gateway);
    out.flush();
  }
}
