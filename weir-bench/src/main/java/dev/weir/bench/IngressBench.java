package dev.weir.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What does each way into the gateway cost, and how much goes through it?
///
/// ```
/// java -cp 'weir-bench/target/weir-bench/lib/*' dev.weir.bench.IngressBench
/// ```
///
/// `--ways` chooses some, comma separated, of those in [Way]; `--set` has settings for the gateway,
/// separated by blanks; the other options are those of [PushBench], with shorter times. `--jfr DIR`
/// records every flight. A row with errors, with missing messages or with much JIT is no result.
final class IngressBench {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "rounds", "2",
          "warmup", "3",
          "warmup-max", "9",
          "seconds", "4",
          "ways", "all",
          "set", "");

  private IngressBench() {}

  public static void main(String[] line) throws IOException {
    try {
      var options = BenchOptions.parse(line, DEFAULTS);
      var ways = Way.list(options.text("ways"));
      Session.run(options, session -> measure(session, ways));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static String measure(Session session, List<Way> ways) {
    var settings =
        Arrays.stream(session.options().text("set").split(" ", -1))
            .filter(word -> !word.isEmpty())
            .toList();
    var all = new IngressRounds(session, ways, settings).run();
    return new IngressReport(session.options(), ways, all).markdown();
  }
}
