package dev.weir.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/// All processes that this run started; closing it ends them, the newest first.
///
/// Also closed by a shutdown hook, on another thread, so that Ctrl-C leaves nothing behind.
final class Children implements AutoCloseable {
  private final Deque<Child> running = new ConcurrentLinkedDeque<>();
  private final Path logs;
  private volatile boolean closed; // set by the shutdown hook's thread

  Children(Path logs) {
    this.logs = logs;
  }

  /// A class of this program in a JVM of its own.
  record Program(String name, Class<?> main, List<String> jvm, List<String> arguments) {}

  Child start(Program program) {
    var line = new ArrayList<String>();
    line.add(java());
    line.addAll(program.jvm());
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    line.add("--sun-misc-unsafe-memory-access=allow");
    line.addAll(List.of("-cp", System.getProperty("java.class.path", "")));
    line.add(program.main().getName());
    line.addAll(program.arguments());
    return start(program.name(), line, Map.of());
  }

  /// Any command line; `environment` is added to ours.
  Child start(String name, List<String> line, Map<String, String> environment) {
    var child =
        Child.start(new Child.Command(name, line, environment, logs.resolve(name + ".log")));
    running.push(child);
    if (closed) {
      child.close();
      throw new IllegalStateException("The benchmark is ending; '" + name + "' was ended again");
    }
    return child;
  }

  void end(Child child) {
    running.remove(child);
    child.close();
  }

  @Override
  public void close() {
    closed = true;
    for (var child = running.poll(); child != null; child = running.poll()) {
      child.close();
    }
  }

  static String java() {
    return Path.of(System.getProperty("java.home", ""), "bin", "java").toString();
  }
}
