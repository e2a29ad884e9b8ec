package dev.weir.tests.faults;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// A gateway's metrics at one moment, each summed up over its labels.
record Figures(Map<String, Double> sums) {
  private static final Pattern SAMPLE =
      Pattern.compile("^(\\w+)(?:\\{[^}]*})? (\\S+)", Pattern.MULTILINE);

  static Figures parse(String page) {
    var sums = new HashMap<String, Double>();
    var sample = SAMPLE.matcher(page);
    while (sample.find()) {
      sums.merge(sample.group(1), Double.parseDouble(sample.group(2)), Double::sum);
    }
    return new Figures(sums);
  }

  /// 0 where there is none of that name.
  long of(String name) {
    return sums.getOrDefault(name, 0.0).longValue();
  }

  long messages(String what) {
    return of("weir_messages_" + what + "_total");
  }

  long waiting() {
    return of("weir_messages_waiting");
  }

  /// What came in and has no ending that the gateway knows of; 0 at any quiet moment.
  long unaccounted() {
    return messages("accepted")
        + messages("recovered")
        + messages("requeued")
        - messages("delivered")
        - messages("dead_lettered")
        - messages("lost")
        - waiting();
  }
}
