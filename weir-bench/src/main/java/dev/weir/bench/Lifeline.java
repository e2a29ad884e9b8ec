package dev.weir.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/// The child's end of the pipes to [PushBench]: commands come in, answers go out, one line each.
///
/// The end of the input means that the parent is gone, however it went; the child then ends too, so
/// nothing is ever left running.
final class Lifeline {
  /// What a line to the parent begins with; anything else that a child prints is log.
  static final String PREFIX = "bench: ";

  private Lifeline() {}

  /// Says that the child can be used, and where.
  static void ready(String facts) {
    say("ready " + facts);
  }

  /// Answers every line that comes in, until there are no more.
  static void serve(UnaryOperator<String> command) throws IOException {
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = commands.readLine(); line != null; line = commands.readLine()) {
      say("result " + command.apply(line));
    }
  }

  /// For a child that takes no commands. It ends the process, whatever threads are left.
  static void untilParentEnds() throws IOException {
    serve(line -> "error=unknown-command-" + line);
    System.exit(0);
  }

  private static void say(String line) {
    System.out.println(PREFIX + line);
    System.out.flush();
  }
}
