package dev.weir.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Starts the subjects and the load, every one as a process of its own.
final class Stage {
  private static final Duration START = Duration.ofSeconds(30);
  private static final long POLL_NANOS = Duration.ofMillis(50).toNanos();
  private static final List<String> LOAD_JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");

  private final BenchOptions options;
  private final Children children;
  private final Path directory;
  private final String bootstrap;

  Stage(BenchOptions options, Children children, Path directory, String bootstrap) {
    this.options = options;
    this.children = children;
    this.directory = directory;
    this.bootstrap = bootstrap;
  }

  /// A started subject and where it listens; port 0 where it does not.
  record Actor(Child process, int port) {}

  Actor start(Subject subject, String topic) {
    return switch (subject) {
      case NETTY_FLOOR -> server(topic, NettyFloor.class, List.of());
      case VERTX_FLOOR -> server(topic, VertxFloor.class, List.of());
      case VERTX_PRODUCER -> server(topic, VertxProducer.class, producerArguments(topic));
      case WEIR_NO_LOG, WEIR_MEMORY, WEIR, WEIR_ALWAYS -> weir(topic, subject.settings());
      case RAW_PRODUCER -> raw(topic);
    };
  }

  Child load(Actor actor, String topic, Mode mode) {
    var arguments = new ArrayList<>(List.of("--port", Integer.toString(actor.port())));
    arguments.addAll(List.of("--topic", topic, "--mode", mode.word()));
    for (var name : List.of("connections", "depth", "value-bytes")) {
      arguments.addAll(List.of("--" + name, options.text(name)));
    }
    var name = "load-" + topic + "-" + mode.word();
    var load = children.start(new Children.Program(name, LoadGenerator.class, LOAD_JVM, arguments));
    load.await("ready", START);
    return load;
  }

  void end(Child process) {
    children.end(process);
  }

  private Actor server(String name, Class<?> main, List<String> more) {
    var arguments = new ArrayList<>(List.of("--loops", options.text("loops")));
    arguments.addAll(more);
    var process = children.start(new Children.Program(name, main, jvm(name), arguments));
    return new Actor(process, port(process.await("ready", START)));
  }

  private Actor raw(String topic) {
    var arguments = new ArrayList<>(producerArguments(topic));
    arguments.addAll(List.of("--value-bytes", options.text("value-bytes")));
    var process =
        children.start(new Children.Program(topic, RawProducer.class, jvm(topic), arguments));
    process.await("ready", START);
    return new Actor(process, 0);
  }

  private Actor weir(String name, List<String> settings) {
    var data = directory.resolve(name);
    var line = new ArrayList<>(options.weirCommand());
    line.addAll(List.of("serve", "--set", "listen.http=127.0.0.1:0", "--set", "data=" + data));
    line.addAll(List.of("--set", "kafka.bootstrap.servers=" + bootstrap));
    for (var setting : settings) line.addAll(List.of("--set", setting));
    if (!options.lingerMillis().isEmpty()) {
      line.addAll(List.of("--set", "kafka.linger.ms=" + options.lingerMillis()));
    }
    // In the environment, because behind a start script there is no other way to its JVM.
    var environment = Map.of("JDK_JAVA_OPTIONS", String.join(" ", weirJvm(name)));
    var process = children.start(name, line, environment);
    return new Actor(process, awaitPort(process, data.resolve("weir.ports")));
  }

  private List<String> weirJvm(String name) {
    var jvm = new ArrayList<>(jvm(name));
    jvm.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    return jvm;
  }

  private int awaitPort(Child process, Path ports) {
    long endNanos = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < endNanos && process.isAlive()) {
      var written = read(ports);
      if (written.contains("http=") && written.endsWith("\n")) {
        return port(written.lines().filter(l -> l.startsWith("http=")).findFirst().orElse(""));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    throw process.failed("it wrote no line 'http=PORT' to " + ports);
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private List<String> producerArguments(String topic) {
    return List.of("--bootstrap", bootstrap, "--topic", topic, "--linger", options.lingerMillis());
  }

  /// The same flags for every subject.
  private List<String> jvm(String name) {
    var jvm = new ArrayList<>(options.jvm());
    var recordings = options.recordings();
    if (recordings != null) {
      var file = recordings.toAbsolutePath().resolve(name + ".jfr");
      jvm.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + file);
    }
    return jvm;
  }

  private static int port(String fact) {
    return Integer.parseInt(fact.strip().substring("http=".length()));
  }
}
