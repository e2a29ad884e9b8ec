package dev.weir.cli.context;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A context as another tool's file has it.
///
/// A secret goes into a file of its own, which the context names.
final class Imported {
  private final String name;
  private final Map<String, Object> tree = new LinkedHashMap<>();
  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  /// @param name as contexts are named; what cannot be in one becomes `-`
  Imported(String name) {
    this.name = name.replaceAll("[^A-Za-z0-9_.@-]+", "-").replaceAll("^[-.@]+|[-.@]+$", "");
  }

  String name() {
    return name;
  }

  /// As it is to stand in `contexts.yaml`.
  Map<String, Object> tree() {
    return tree;
  }

  /// The contents of files below the folder of `contexts.yaml`.
  Map<String, String> secrets() {
    return secrets;
  }

  /// What must be known of it.
  List<String> notes() {
    return notes;
  }

  /// Something was not taken over.
  void note(String what) {
    notes.add("not taken over: " + what);
  }

  void say(String note) {
    notes.add(note);
  }

  void put(String key, @Nullable Object value) {
    if (value != null && !value.equals("") && !value.equals(Map.of())) tree.put(key, value);
  }

  /// A login, if there is a name.
  void login(@Nullable String username, @Nullable String password) {
    if (username == null || username.isEmpty()) return;
    tree.put("username", username);
    tree.put("password", place("", password));
  }

  /// Where the password is from now on; who has none is asked.
  private Map<String, Object> place(String ending, @Nullable String password) {
    if (password == null || password.isEmpty()) return Map.of("prompt", true);
    return secret(ending, password);
  }

  private Map<String, Object> secret(String ending, String secret) {
    var file = "secrets/" + name + ending;
    secrets.put(file, secret);
    return Map.of("file", file);
  }

  void registry(@Nullable String url, @Nullable String username, @Nullable String password) {
    if (url == null || url.isEmpty()) return;
    var registry = new LinkedHashMap<String, Object>();
    registry.put("url", url.contains("://") ? url : "http://" + url);
    if (username != null && !username.isEmpty()) {
      registry.put("username", username);
      registry.put("password", place("-registry", password));
    }
    tree.put("registry", registry);
  }

  /// Without secrets.
  @Override
  public String toString() {
    return name;
  }
}
