package dev.weir.bench;

import java.io.IOException;

/// What does `POST /push` cost? CPU-µs a message of the gateway, beside what it cannot cost less.
///
/// ```
/// java -cp 'weir-bench/target/weir-bench/lib/*' dev.weir.bench.PushBench --rounds 3 --mode both
/// ```
///
/// **Subjects** (`--subjects`, comma separated). `netty-floor` and `vertx-floor` answer a constant
/// to the same requests: no gateway on that library can be cheaper. `raw-producer` is Kafka's
/// producer alone. `vertx-producer` is the shortest path between both, and unsafe. `weir` is the
/// gateway, from `--weir-home` or by `--weir-command`. `--subjects log` is the gateway without a
/// log, with one that it does not need, as it comes, and with all messages going through it.
///
/// **Reading the table.** The two ratio columns are the claim: a row's CPU over floor plus raw
/// producer at the rate of `weir` (of `vertx-producer`, where `weir` is left out). 1.0 would be a
/// gateway whose JSON, limits, receipts and metrics cost nothing; what `weir` has above
/// `vertx-producer` is the price of its promises. Rates and latencies depend on how many processes
/// share the machine, so they say little outside of it. A row with errors or missing messages is
/// not a result, and one with a JIT share above a few percent was not warm: give it a longer
/// `--warmup-max`.
///
/// The paced producer has the machine and the broker to itself, so its batches may be smaller, and
/// its messages dearer, than those of a gateway under load: the ratio is kind rather than strict.
/// The unpaced row is the other end: what sending costs with full batches.
///
/// **Profiling.** `--jfr DIR` records every subject's flight; its figures are then not to be used.
///
/// All the other options, with their defaults, are in [BenchOptions].
final class PushBench {
  private PushBench() {}

  public static void main(String[] line) throws IOException {
    try {
      Session.run(BenchOptions.parse(line), PushBench::measure);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static String measure(Session session) {
    return new Report(session.options(), new Rounds(session).run()).markdown();
  }
}
