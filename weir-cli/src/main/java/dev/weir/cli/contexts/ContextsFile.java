package dev.weir.cli.contexts;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.World;
import dev.weir.config.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/// `contexts.yaml`: `current`, and `contexts` by their names.
///
/// It is changed in memory and takes effect with [#save], all or nothing, and only what can be read
/// again; comments are kept. Only its user may read it.
public final class ContextsFile {
  private static final String CURRENT = "current";
  private static final String CONTEXTS = "contexts";
  private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_.@-]{0,99}";

  private final @Nullable Path path;
  private final String read;
  private final MappingNode root;

  private ContextsFile(@Nullable Path path, String read) {
    this.path = path;
    this.read = read;
    this.root = Section.root(name(path), read);
  }

  /// Without contexts where there is no such file.
  public static ContextsFile of(World world) {
    var folder = Places.settings(world.env());
    var path = folder == null ? null : folder.resolve("contexts.yaml");
    return new ContextsFile(path, path == null ? "" : text(path));
  }

  /// The same file with another text, which is not checked yet.
  public ContextsFile with(String text) {
    return new ContextsFile(path, text);
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  /// Null for somebody who has no home.
  public @Nullable Path path() {
    return path;
  }

  /// As [#path].
  ///
  /// @throws Failure if there can be none
  public Path neededPath() {
    if (path != null) return path;
    throw new Failure(
        ExitCode.USAGE,
        "There is no place for contexts",
        "neither HOME nor XDG_CONFIG_HOME is set",
        "Set one of them.");
  }

  public String text() {
    return YamlText.of(root);
  }

  /// In the order of the file.
  public List<String> names() {
    var contexts = root().section(CONTEXTS);
    return contexts == null ? List.of() : contexts.keys();
  }

  /// Null where none is.
  public @Nullable String current() {
    var current = root().text(CURRENT);
    return current == null || current.isEmpty() ? null : current;
  }

  public boolean has(String name) {
    return names().contains(name);
  }

  /// The one of that name.
  ///
  /// @throws Failure if there is no such context, or if it cannot be understood
  public Context context(String name) {
    var contexts = root().section(CONTEXTS);
    var section = contexts == null ? null : contexts.section(name);
    if (section == null) throw unknown(name);
    return Context.parse(name, section);
  }

  /// Reads all of it.
  ///
  /// @throws Failure if anything in it cannot be understood
  public void check() {
    var all = root();
    var current = all.text(CURRENT);
    var contexts = all.section(CONTEXTS);
    all.refuseUnknown();
    if (contexts == null) return;
    for (var name : contexts.keys()) context(checked(name));
    if (current != null && !current.isEmpty() && !has(current)) {
      throw all.problem(
          CURRENT, "'current' is '%s', and there is no such context".formatted(current));
    }
  }

  /// Files that hold passwords and keys, as far as the contexts can be understood.
  public List<Path> secretFiles(World world) {
    var files = new ArrayList<Path>();
    for (var name : names()) addSecretFiles(name, world, files);
    return files.stream().distinct().toList();
  }

  private void addSecretFiles(String name, World world, List<Path> to) {
    try {
      for (var file : context(name).secretFiles()) to.add(Places.file(world, file));
    } catch (Failure e) {
      // [#check] tells of it, and the files of the others are no less of interest
    }
  }

  /// Adds it, or puts it in the place of the one of that name.
  ///
  /// @throws Failure if it cannot be understood
  public void put(String name, Map<String, Object> tree) {
    var written = YamlText.mapping(tree);
    var _ = Context.parse(checked(name), Section.of("Context '%s'".formatted(name), written));
    YamlText.put(YamlText.sectionFor(root, CONTEXTS), name, written);
  }

  /// Sets one key of a context.
  ///
  /// @param key with dots between its parts: `tls.ca`, `properties.client.id`
  public void set(String name, String key, String value) {
    if (!has(name)) throw unknown(name);
    var path = path(key);
    var parent = YamlText.sectionFor(YamlText.sectionFor(root, CONTEXTS), name);
    for (var head : path.subList(0, path.size() - 1)) {
      // A secret is in one place, so another one takes the place of the first.
      if (head.endsWith("password")) YamlText.remove(parent, head);
      parent = YamlText.sectionFor(parent, head);
    }
    YamlText.put(
        parent, path.getLast(), value.matches("true|false") ? Boolean.valueOf(value) : value);
  }

  /// Takes one key of a context away.
  ///
  /// @return whether it was there
  public boolean unset(String name, String key) {
    if (!has(name)) throw unknown(name);
    var path = path(key);
    var parent = YamlText.sectionFor(YamlText.sectionFor(root, CONTEXTS), name);
    for (var head : path.subList(0, path.size() - 1)) parent = YamlText.sectionFor(parent, head);
    return YamlText.remove(parent, path.getLast());
  }

  /// The names of Kafka's settings have dots of their own.
  private static List<String> path(String key) {
    return List.of(key.startsWith("properties.") ? key.split("\\.", 2) : key.split("\\."));
  }

  /// Makes it the current one.
  ///
  /// @param name null for none
  public void use(@Nullable String name) {
    if (name == null) {
      YamlText.remove(root, CURRENT);
      return;
    }
    if (!has(name)) throw unknown(name);
    YamlText.first(root, CURRENT, name);
  }

  public void remove(String name) {
    if (!has(name)) throw unknown(name);
    if (name.equals(current())) use(null);
    YamlText.remove(YamlText.sectionFor(root, CONTEXTS), name);
    if (names().isEmpty()) YamlText.remove(root, CONTEXTS);
  }

  /// Takes effect, if all of it can be understood.
  ///
  /// @param before what is replaced: nobody may have changed it meanwhile
  public void save(ContextsFile before) {
    var to = neededPath();
    var text = text();
    new ContextsFile(path, text).check();
    if (!text(to).equals(before.read)) {
      throw new Failure(
          ExitCode.FAILED,
          "Nothing was changed",
          "another command has changed %s meanwhile".formatted(to),
          "Try it again.");
    }
    try {
      PrivateFile.write(to, text);
    } catch (IOException e) {
      throw unusable(to, e);
    }
  }

  public void save() {
    save(this);
  }

  private Section root() {
    return Section.of(name(path), root);
  }

  private static String name(@Nullable Path path) {
    return path == null ? "contexts.yaml" : path.toString();
  }

  private static String checked(String name) {
    if (name.matches(NAME)) return name;
    throw new Failure(
        ExitCode.USAGE,
        "'%s' cannot be the name of a context".formatted(name),
        "names are of letters, digits, '_', '.', '@' and '-'",
        "Take another one.");
  }

  private Failure unknown(String name) {
    return new Failure(
        ExitCode.NOT_FOUND,
        "Context '%s' was not found".formatted(name),
        "it is not in %s".formatted(name(path)),
        Nearest.to(name, names())
            .map("Did you mean '%s'? 'weir context list' lists them all."::formatted)
            .orElse("'weir context list' lists those there are; 'weir context add' adds one."));
  }

  private static Failure unusable(Path path, IOException e) {
    return new Failure(
        ExitCode.FAILED,
        "%s cannot be used".formatted(path),
        e.toString(),
        "See to it that you may read and write it.",
        e);
  }
}
