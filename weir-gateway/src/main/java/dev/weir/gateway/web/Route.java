package dev.weir.gateway.web;

import dev.weir.Caller;
import dev.weir.Role;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What answers one method on one kind of path.
///
/// @param path such as `/topics/{topic}/partitions`
/// @param needs what somebody has to be who may call it, or null where it is for whoever is let in
/// @param about whose topics it tells of or changes
/// @param doc what the description of the API says of it
public record Route(
    String method, String path, Doc doc, @Nullable Role needs, About about, Resource resource) {
  private static final String TOPIC = "topic";
  private static final String TOPIC_NAME = "topic_name";

  /// Which topics somebody must have who calls it.
  public enum About {
    /// The one in its path.
    ONE,
    /// Any: it looks itself at which are the caller's.
    THEIRS,
    /// All there are, for what it tells is of none in particular.
    ALL
  }

  /// What changes nothing needs a look.
  private Route(String method, String path, Doc doc, Resource resource) {
    this(
        method,
        path,
        doc,
        method.equals("GET") ? Role.READ : Role.OPERATE,
        path.contains("{topic}") || path.contains("{topic_name}") ? About.ONE : About.ALL,
        resource);
  }

  public static Route get(String path, Doc doc, Resource resource) {
    return new Route("GET", path, doc, resource);
  }

  public static Route post(String path, Doc doc, Resource resource) {
    return new Route("POST", path, doc, resource);
  }

  public static Route put(String path, Doc doc, Resource resource) {
    return new Route("PUT", path, doc, resource);
  }

  public static Route patch(String path, Doc doc, Resource resource) {
    return new Route("PATCH", path, doc, resource);
  }

  public static Route delete(String path, Doc doc, Resource resource) {
    return new Route("DELETE", path, doc, resource);
  }

  /// The same for others.
  public Route needs(Role role) {
    return new Route(method, path, doc, role, about, resource);
  }

  /// The same for whoever is let in, whatever their role and their topics.
  public Route forAll() {
    return new Route(method, path, doc, null, About.THEIRS, resource);
  }

  /// The same where it looks itself at which topics are the caller's.
  public Route ofTheirTopics() {
    return new Route(method, path, doc, needs, About.THEIRS, resource);
  }

  /// The same for those alone who have all topics.
  public Route ofAllTopics() {
    return new Route(method, path, doc, needs, About.ALL, resource);
  }

  /// The same, answered by something else.
  public Route by(Resource other) {
    return new Route(method, path, doc, needs, about, other);
  }

  /// Hot. Throws where a caller may not call it.
  ///
  /// @param names what stands in its path
  void check(Caller caller, Map<String, String> names) {
    var role = needs;
    if (role != null && !caller.may(role)) throw Rights.notAllowed(caller, role);
    switch (about) {
      case ONE -> Rights.check(caller, names.getOrDefault(TOPIC, names.get(TOPIC_NAME)));
      case ALL -> Rights.checkAll(caller);
      case THEIRS -> {} // it sees to that
    }
  }
}
