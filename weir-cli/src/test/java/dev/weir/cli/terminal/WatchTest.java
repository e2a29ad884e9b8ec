package dev.weir.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.units.Amounts;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

@Timeout(120)
final class WatchTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void without_it_one_look_is_enough() {
    assertThat(exitCode(new Looks(world(true), 3))).isZero();
    assertThat(shown()).isEqualTo("look 1 at \n");
  }

  @Test
  void on_a_terminal_each_look_takes_the_place_of_the_last() {
    var exitCode = exitCode(new Looks(world(true), 2), "--watch", "1ms");

    assertThat(exitCode).isEqualTo(ExitCode.SIGNALLED);
    assertThat(shown()).isEqualTo("\u001b[H\u001b[Jlook 1 at \n\u001b[H\u001b[Jlook 2 at \n");
  }

  @Test
  void elsewhere_each_look_has_its_time() {
    var _ = exitCode(new Looks(world(false), 2), "--watch=1ms");

    assertThat(shown()).matches("20\\S+Z\nlook 1 at \n20\\S+Z\nlook 2 at \n");
  }

  @Test
  void only_a_duration_is_taken_for_one() {
    assertThat(exitCode(new Looks(world(true), 1), "--watch", "rides")).isEqualTo(143);
    assertThat(exitCode(new Looks(world(true), 1), "rides", "--watch")).isEqualTo(143);
    assertThat(exitCode(new Looks(world(true), 1), "--watch", "9s", "rides")).isEqualTo(143);
    assertThat(shown().split("look 1 at rides\n", -1)).hasSize(4);
  }

  private String shown() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private World world(boolean terminal) {
    return new World(
        InputStream.nullInputStream(),
        new Stdout(out),
        new PrintWriter(Writer.nullWriter()),
        Map.of(),
        Path.of(""),
        new Terminal(false, terminal, false, 80, true),
        StopSignal.inside());
  }

  private static int exitCode(Looks looks, String... words) {
    return new CommandLine(looks)
        .registerConverter(Duration.class, Amounts::duration)
        .execute(words);
  }

  /// Stops itself after so many looks.
  @Command
  private static final class Looks implements Callable<Integer>, World.Host {
    private final World world;
    private final int most;
    private int looks;

    @Mixin private Io io = new Io();
    @Mixin private Output output = new Output();
    @Mixin private Watch watch = new Watch();

    @Parameters(arity = "0..1")
    private String name = "";

    Looks(World world, int most) {
      this.world = world;
      this.most = most;
    }

    @Override
    public World world() {
      return world;
    }

    @Override
    public int run(World other, String... command) {
      throw new AssertionError("no other command is run");
    }

    @Override
    public CommandSpec commands() {
      throw new AssertionError("no other command is looked at");
    }

    @Override
    public Integer call() throws Exception {
      return watch.run(io, output, this::look);
    }

    private int look() {
      looks++;
      io.out().line("look %d at %s".formatted(looks, name));
      io.out().flush();
      if (looks == most) io.stop().ask();
      return ExitCode.OK;
    }
  }
}
