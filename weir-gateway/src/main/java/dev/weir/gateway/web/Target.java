package dev.weir.gateway.web;

import dev.weir.Caller;
import dev.weir.config.RestConfig;
import dev.weir.gateway.net.Head;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a call is for: the head of the request, and what its path and its query say.
public class Target {
  private final Head head;
  private final Map<String, String> names;
  private final Supplier<RestConfig> settings;

  Target(Head head, Map<String, String> names, Supplier<RestConfig> settings) {
    this.head = head;
    this.names = names;
    this.settings = settings;
  }

  /// The same.
  Target(Target other) {
    this(other.head, other.names, other.settings);
  }

  public Head head() {
    return head;
  }

  /// Who calls, and what is theirs.
  public Caller caller() {
    return head.caller();
  }

  /// What stands in the path in the place of `{parameter}`, percent-decoded.
  public String name(String parameter) {
    var name = names.get(parameter);
    if (name == null) throw new IllegalArgumentException("the path has no {" + parameter + "}");
    return name;
  }

  /// The first value of this name in the query, percent-decoded, or null.
  public @Nullable String query(String name) {
    return Query.first(head.query(), name);
  }

  /// Whether the query says so: `?name` or `?name=true`. What is neither yes nor no is refused:
  /// whoever misspells that something is a trial does not mean the deed.
  public boolean says(String name) {
    var word = query(name);
    if (word == null || word.equals("false")) return false;
    if (word.isEmpty() || word.equals("true")) return true;
    throw RestException.plain(400, "%s is true or false, and not '%s'".formatted(name, word));
  }

  /// Makes the addresses that an answer has.
  public Links links() {
    return new Links(Front.base(head, settings.get()));
  }
}
