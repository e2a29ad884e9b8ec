package dev.weir.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starts the subjects and the load, every one as a process of its own.
final class Stage {
  private static final Duration START = Duration.ofSeconds(30);
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
      case NETTY_FLOOR -> floor(topic);
      case VERTX_FLOOR -> server(topic, VertxFloor.class, List.of());
      case VERTX_PRODUCER ->
          server(topic, VertxProducer.class, producerArguments(topic, options.lingerMillis()));
      case WEIR_NO_LOG, WEIR_MEMORY, WEIR, WEIR_ALWAYS -> weir(topic, subject.settings(), "http");
      case RAW_PRODUCER -> producer(topic, options.valueBytes(), options.lingerMillis());
    };
  }

  Child load(Actor actor, String topic, Mode mode) {
    return load(topic, LoadGenerator.class, http(actor, topic, mode.word(), options.valueBytes()));
  }

  /// How the load of an HTTP endpoint is started.
  List<String> http(Actor actor, String topic, String request, int valueBytes) {
    var arguments = new ArrayList<>(List.of("--port", Integer.toString(actor.port())));
    arguments.addAll(List.of("--topic", topic, "--request", request));
    arguments.addAll(List.of("--value-bytes", Integer.toString(valueBytes)));
    for (var name : List.of("connections", "depth")) {
      arguments.addAll(List.of("--" + name, options.text(name)));
    }
    return arguments;
  }

  Child load(String name, Class<?> main, List<String> arguments) {
    var program = new Children.Program("load-" + name, main, LOAD_JVM, arguments);
    var load = children.start(program);
    load.await("ready", START);
    return load;
  }

  void end(Child process) {
    children.end(process);
  }

  Actor floor(String name) {
    return server(name, NettyFloor.class, List.of());
  }

  private Actor server(String name, Class<?> main, List<String> more) {
    var arguments = new ArrayList<>(List.of("--loops", options.text("loops")));
    arguments.addAll(more);
    var process = children.start(new Children.Program(name, main, jvm(name), arguments));
    return new Actor(process, port(process.await("ready", START)));
  }

  Actor producer(String topic, int valueBytes, String lingerMillis) {
    var arguments = new ArrayList<>(producerArguments(topic, lingerMillis));
    arguments.addAll(List.of("--value-bytes", Integer.toString(valueBytes)));
    var process =
        children.start(new Children.Program(topic, RawProducer.class, jvm(topic), arguments));
    process.await("ready", START);
    return new Actor(process, 0);
  }

  /// @param port the name of the one that the load is for
  Actor weir(String name, List<String> settings, String port) {
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
    return new Actor(process, Weir.awaitPort(process, data, port));
  }

  /// Where the socket of a gateway is; short, for the kernel takes no long ones.
  Path socket(String name) {
    return directory.resolve(name + ".sock");
  }

  private List<String> weirJvm(String name) {
    var jvm = new ArrayList<>(jvm(name));
    jvm.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    return jvm;
  }

  private List<String> producerArguments(String topic, String lingerMillis) {
    return List.of("--bootstrap", bootstrap, "--topic", topic, "--linger", lingerMillis);
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
