package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Stdout;
import dev.weir.cli.terminal.StopSignal;
import dev.weir.cli.terminal.Terminal;
import dev.weir.cli.terminal.World;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/// What every command owes its user, whichever it is.
@Timeout(180)
final class CommandsTest {
  @Test
  void every_command_says_what_it_does_and_gives_an_example() {
    var softly = new SoftAssertions();

    for (var command : visible()) {
      var usage = command.usageMessage();
      softly.assertThat(usage.description()).as("description of %s", name(command)).isNotEmpty();
      softly
          .assertThat(usage.footer())
          .as("example of %s", name(command))
          .anySatisfy(line -> assertThat(line).matches("Example: (.*[|] )?weir .*"));
    }

    softly.assertAll();
  }

  @Test
  void a_command_has_the_names_by_which_it_is_found() {
    for (var entry : Commands.ALL) {
      var command = entry.command().getAnnotation(Command.class);
      var names = Stream.concat(Stream.of(command.name()), Stream.of(command.aliases()));

      assertThat(entry.names()).containsExactlyElementsOf(names.toList());
    }
  }

  @Test
  void every_option_says_what_it_is_for() {
    var softly = new SoftAssertions();

    for (var command : visible()) {
      for (var argument : command.args()) {
        softly
            .assertThat(String.join("", argument.description()))
            .as("%s of %s", argument.paramLabel() + argument, name(command))
            .isNotBlank();
      }
    }

    softly.assertAll();
  }

  @Test
  void a_group_of_commands_that_does_nothing_alone_shows_its_help_and_is_wrong_usage() {
    var groups = visible().stream().filter(CommandsTest::doesNothing).toList();

    assertThat(groups).isNotEmpty();
    assertThat(groups)
        .allSatisfy(group -> {
          var alone = Ran.weir(group.qualifiedName().substring("weir ".length()).split(" ", -1));
          assertThat(alone.exitCode()).isEqualTo(ExitCode.USAGE);
          assertThat(alone.err()).contains("Usage: " + group.qualifiedName());
          assertThat(alone.out()).isEmpty();
        });
  }

  private static boolean doesNothing(CommandSpec command) {
    var does = command.userObject() instanceof Callable || command.userObject() instanceof Runnable;
    return !command.subcommands().isEmpty() && !does;
  }

  private static String name(CommandSpec command) {
    return command.qualifiedName();
  }

  private static List<CommandSpec> visible() {
    var out = new Stdout(OutputStream.nullOutputStream());
    var err = new PrintWriter(Writer.nullWriter());
    var in = InputStream.nullInputStream();
    var stop = StopSignal.inside();
    var world = new World(in, out, err, Map.of(), Path.of(""), Terminal.none(), stop);
    return below(new Main(world).commands()).toList();
  }

  private static Stream<CommandSpec> below(CommandSpec group) {
    return group.subcommands().values().stream()
        .map(line -> line.getCommandSpec())
        .filter(command -> !command.usageMessage().hidden())
        .distinct()
        .flatMap(command -> Stream.concat(Stream.of(command), below(command)));
  }
}
