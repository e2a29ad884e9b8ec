package dev.weir.cli.doctor;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Something that is looked at on a thread of its own. Whatever it throws is a finding as well, and
/// what it had found before it was late counts.
final class Check {
  private final String name;
  private final Work work;
  private final List<Finding> findings = new CopyOnWriteArrayList<>();

  Check(String name, Work work) {
    this.name = name;
    this.work = work;
  }

  /// What it does.
  interface Work {
    void run(List<Finding> findings) throws Exception;
  }

  void run() {
    try {
      work.run(findings);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is late, and told so
    } catch (Exception e) {
      var told = e.getMessage() == null ? e.toString() : e.getMessage();
      findings.add(Finding.failed(name, "", told, "Run it again with -v to see more."));
    }
  }

  /// So far.
  List<Finding> findings() {
    return List.copyOf(findings);
  }

  Finding late() {
    return Finding.failed(
        name, "", "not all was found out in time", "Try again with a longer --timeout.");
  }
}
