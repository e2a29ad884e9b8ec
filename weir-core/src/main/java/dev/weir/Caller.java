package dev.weir;

import java.util.List;
import java.util.Set;

/// Who sends or asks, and what they may do.
///
/// @param name by which limits and logs tell one from another: such as `key shop`, or an address
///   where nobody is asked who they are
/// @param topics names of topics that are theirs, and patterns in which `*` stands for any
///   characters
public record Caller(String name, Set<Role> roles, List<String> topics) {
  private static final String ALL = "*";
  private static final String INTERNAL = "__";
  private static final Set<Role> ANYTHING = Set.of(Role.OPERATE);
  private static final List<String> ANYWHERE = List.of(ALL, INTERNAL + ALL);

  /// Of whom nobody asks who they are. Hot.
  public static Caller anybody(String name) {
    return new Caller(name, ANYTHING, ANYWHERE);
  }

  public boolean may(Role role) {
    return roles.contains(role) || roles.contains(Role.OPERATE);
  }

  /// Hot. Whether they may do this to a topic.
  public boolean may(Role role, String topic) {
    return may(role) && covers(topic);
  }

  /// Hot. Whether a topic is theirs. Those that Kafka and others keep for themselves, which begin
  /// with `__`, are nobody's who does not name them so.
  public boolean covers(String topic) {
    if (isAnybody()) return true;
    var internal = topic.startsWith(INTERNAL);
    for (var one : topics) {
      if ((!internal || one.startsWith(INTERNAL)) && TopicName.fits(one, topic)) return true;
    }
    return false;
  }

  /// By whom something is that nobody else may have: their name, and empty for all of whom nobody
  /// asks who they are, for their addresses may change. Hot.
  public String owner() {
    return isAnybody() ? "" : name;
  }

  @SuppressWarnings("ReferenceEquality") // the same list, not an equal one: nobody is asked
  private boolean isAnybody() {
    return topics == ANYWHERE;
  }

  /// Whether all topics are theirs, so that they may see what is of no topic in particular.
  public boolean coversAll() {
    return topics.contains(ALL);
  }
}
