package dev.weir.gateway.rest.web;

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

  /// Makes the addresses that an answer has.
  public Links links() {
    return new Links(Front.base(head, settings.get()));
  }
}
