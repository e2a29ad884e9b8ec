package dev.weir.config.legacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The configuration of kahego: `buckets.json`, and the variables of `.env.<environment>.local`.
///
/// Either may be named; the other is looked for in the folder where Weir is started, then beside
/// it.
final class Kahego {
  static final String NAME = "kahego";

  private static final Set<String> KNOWN = Set.of("streamsconfigs", "buckets", "defaultbucket");

  private final Draft draft = new Draft(NAME);
  private final Path folder;
  private final Map<String, Found> variables = new LinkedHashMap<>();
  private final Map<String, String> environment;

  private Kahego(Path file, Map<String, String> environment) {
    var parent = file.toAbsolutePath().getParent();
    this.folder = parent == null ? Path.of("") : parent;
    this.environment = environment;
  }

  /// Of a `buckets.json`.
  static Translation ofBuckets(
      Path file, String name, Value.Section root, Map<String, String> environment) {
    var kahego = new Kahego(file, environment);
    kahego.lookForVariables(name);
    kahego.process();
    kahego.buckets(name, root);
    return kahego.draft.finished();
  }

  /// Of a file of variables.
  static Translation ofVariables(
      Path file, String name, String text, Map<String, String> environment) {
    var kahego = new Kahego(file, environment);
    kahego.variables.putAll(Dotenv.read(name, text));
    kahego.process();
    kahego.lookForBuckets(name);
    return kahego.draft.finished();
  }

  /// Of a file that is a `buckets.json` but for what is wrong with it.
  static Translation unreadable(String name, Unreadable why) {
    var draft = new Draft(NAME);
    draft.problem(new Place(name, why.line()), String.valueOf(why.getMessage()));
    return draft.finished();
  }

  private void lookForVariables(String buckets) {
    var stage = environment.getOrDefault("environment", "");
    var name = ".env.%s.local".formatted(stage.isEmpty() ? "dev" : stage);
    var place = new Place(buckets, 0);
    try {
      var file = existing(name);
      if (file == null) draft.note(place, "there is no %s, so its defaults count".formatted(name));
      else variables.putAll(Dotenv.read(name, SmallFile.read(file)));
    } catch (IOException e) {
      draft.problem(place, "%s cannot be read: %s".formatted(name, e));
    }
  }

  private void lookForBuckets(String name) {
    var variable = variable("BUCKETS_FILE");
    var path = variable == null ? "buckets.json" : variable.text();
    var place = variable == null ? new Place(name, 0) : variable.place();
    try {
      var file = existing(path);
      if (file == null) {
        draft.problem(place, "BUCKETS_FILE: there is no such file: %s".formatted(path));
        return;
      }
      var root = JsonText.read(SmallFile.read(file));
      if (root instanceof Value.Section section)
        buckets(String.valueOf(file.getFileName()), section);
      else draft.problem(place, "BUCKETS_FILE: %s holds no object".formatted(path));
    } catch (IOException e) {
      draft.problem(place, "BUCKETS_FILE: cannot be read: %s".formatted(e));
    } catch (Unreadable e) {
      draft.problem(new Place(path, e.line()), String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Path existing(String name) throws IOException {
    try {
      var here = Path.of(name);
      if (Files.exists(here)) return here;
      var beside = folder.resolve(name);
      return Files.exists(beside) ? beside : null;
    } catch (InvalidPathException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /// The process's own wins over the file, and an empty one counts as none.
  private @Nullable Found variable(String name) {
    var own = environment.getOrDefault(name, "");
    return own.isEmpty() ? variables.get(name) : Found.of(name, own, new Place(name, 0));
  }

  private void process() {
    draft.set("listen.http", "off");
    draft.set("listen.grpc", "off");
    var socket = variable("SOCKET");
    if (socket == null) draft.set("listen.unix", "/tmp/kahego.sock");
    else draft.set("listen.unix", socket.text(), socket.place());
    note(variable("MAXCPUS"), "has no equal; WEIR_JAVA_OPTS=-XX:ActiveProcessorCount=N does it");
    note(variable("MAXMEMORY"), "has no equal; WEIR_JAVA_OPTS=-Xmx… and limits.memory do it");
    note(variable("LOG_LEVEL"), "has no equal; 'weir serve -v' logs more");
  }

  private void note(@Nullable Found variable, String text) {
    if (variable != null) draft.note(variable.place(), variable.key() + " " + text);
  }

  private void buckets(String file, Value.Section root) {
    for (var entry : root.entries()) {
      if (KNOWN.contains(entry.key().toLowerCase(Locale.ROOT))) continue;
      draft.note(new Place(file, entry.line()), "'%s' is unknown".formatted(entry.key()));
    }
    var streams = KahegoStreams.read(draft, file, root);
    new KahegoBuckets(draft, file, streams).translate(root);
  }
}
