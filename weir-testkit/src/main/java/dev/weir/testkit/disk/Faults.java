package dev.weir.testkit.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which calls are to fail. Guarded by its own monitor; it calls nobody while it holds that.
final class Faults {
  /// Fails its n-th call and, if it is lasting, all that follow.
  private static final class Plan {
    final Set<Operation> operations;
    final boolean lasting;
    int callsUntil;

    Plan(Set<Operation> operations, int n, boolean lasting) {
      if (n < 1) {
        throw new IllegalArgumentException(
            "There is no call number %d to fail; calls are counted from 1, the next.".formatted(n));
      }
      this.operations = operations;
      this.lasting = lasting;
      this.callsUntil = n;
    }

    boolean fails(Operation operation) {
      if (!operations.contains(operation)) {
        return false;
      }
      callsUntil--;
      return callsUntil == 0 || (lasting && callsUntil < 0);
    }
  }

  private final Map<Operation, Integer> calls = new EnumMap<>(Operation.class);
  private final List<Plan> plans = new ArrayList<>();
  private int failures;
  private Runnable onForce = () -> {};

  synchronized void plan(int n, boolean lasting, Operation... operations) {
    plans.add(new Plan(setOf(operations), n, lasting));
  }

  /// Counts a call, and fails it if that was planned.
  synchronized void enter(Operation operation, Path path) throws IOException {
    int call = calls.merge(operation, 1, Integer::sum);
    boolean fails = false;
    for (var plan : plans) {
      fails |= plan.fails(operation); // every plan counts, also behind one that fails
    }
    if (fails) {
      failures++;
      throw new IOException(
          "Input/output error: %s of %s failed because the test planned it (call %d of its kind)."
              .formatted(operation, path, call));
    }
  }

  synchronized int calls(Operation... operations) {
    return setOf(operations).stream().mapToInt(each -> calls.getOrDefault(each, 0)).sum();
  }

  synchronized int failures() {
    return failures;
  }

  synchronized void onForce(Runnable hook) {
    onForce = hook;
  }

  /// Runs the hook on the thread that forces, with no monitor held: it may wait there.
  void forcing() {
    Runnable hook;
    synchronized (this) {
      hook = onForce;
    }
    hook.run();
  }

  synchronized void heal() {
    plans.clear();
    onForce = () -> {};
  }

  private static Set<Operation> setOf(Operation... operations) {
    return operations.length == 0
        ? EnumSet.allOf(Operation.class)
        : EnumSet.of(operations[0], operations);
  }
}
