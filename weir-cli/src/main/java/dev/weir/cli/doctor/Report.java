package dev.weir.cli.doctor;

import dev.weir.cli.doctor.Finding.State;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// All findings, in the order in which one thing depends on another.
record Report(List<Finding> findings) implements View {
  boolean failed() {
    return count(State.FAILED) > 0;
  }

  /// `12 well, 1 warning, 2 failed, 3 skipped`.
  String summary() {
    return "%d well, %d to look at, %d failed, %d skipped"
        .formatted(
            count(State.OK), count(State.WARNING), count(State.FAILED), count(State.SKIPPED));
  }

  private long count(State state) {
    return findings.stream().filter(finding -> finding.state() == state).count();
  }

  /// Whole also on a narrow terminal: half a remedy is none.
  @Override
  public void table(Io io) {
    if (io.world().terminal().out()) {
      findings.forEach(finding -> io.out().line(line(finding, io)));
      return;
    }
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("STATE", "CHECK", "SUBJECT", "FOUND", "REMEDY"));
    for (var finding : findings) {
      rows.add(
          List.of(
              name(finding.state()),
              finding.check(),
              finding.subject(),
              finding.found(),
              finding.remedy()));
    }
    io.table(rows);
  }

  private static String line(Finding finding, Io io) {
    var style = io.style();
    var remedy = finding.remedy().isEmpty() ? "" : " → " + finding.remedy();
    var arrow = io.world().terminal().unicode() ? remedy : remedy.replace("→", "->");
    return "%s %-10s %s%s"
        .formatted(sign(finding.state(), io), finding.check(), finding.text(), style.bold(arrow));
  }

  private static String sign(State state, Io io) {
    var style = io.style();
    var unicode = io.world().terminal().unicode();
    return switch (state) {
      case OK -> style.green(unicode ? "✓" : "ok  ");
      case SKIPPED -> style.faint(unicode ? "–" : "skip");
      case WARNING -> style.yellow(unicode ? "!" : "warn");
      case FAILED -> style.red(unicode ? "✗" : "FAIL");
    };
  }

  private static String name(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public List<Map<String, String>> tree() {
    return findings.stream().map(Report::object).toList();
  }

  private static Map<String, String> object(Finding finding) {
    var object = new LinkedHashMap<String, String>();
    object.put("check", finding.check());
    object.put("subject", finding.subject());
    object.put("state", name(finding.state()));
    object.put("found", finding.found());
    object.put("remedy", finding.remedy());
    return object;
  }

  /// The names of the checks that said no.
  @Override
  public List<String> names() {
    return findings.stream()
        .filter(finding -> finding.state() == State.FAILED)
        .map(Finding::check)
        .distinct()
        .toList();
  }
}
