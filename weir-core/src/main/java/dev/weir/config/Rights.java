package dev.weir.config;

import dev.weir.Caller;
import dev.weir.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What somebody may do, and to which topics.
///
/// @param topics names, and patterns in which `*` stands for any characters
public record Rights(Set<Role> roles, List<String> topics) {
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._*-]{1,249}");
  private static final int TOPICS_MAX = 100;

  static Rights read(Section section) {
    return new Rights(
        section.as("role", "read|produce|operate, …").value("role", "read", Rights::roles),
        section.as("topics", "names, *").value("topics", "*", Rights::topics));
  }

  /// The keys `default-role` and `default-topics`: nothing, where they are off.
  static Rights readDefaults(Section section) {
    return new Rights(
        section
            .as("default-role", "read|produce|operate, …")
            .value("default-role", Section.OFF, text -> isOff(text) ? Set.of() : roles(text)),
        section
            .as("default-topics", "names, *")
            .value("default-topics", Section.OFF, text -> isOff(text) ? List.of() : topics(text)));
  }

  private static boolean isOff(String text) {
    return text.equals(Section.OFF);
  }

  private static Set<Role> roles(String text) {
    var roles = EnumSet.noneOf(Role.class);
    for (var one : text.split(",", -1)) roles.add(Values.choice(one.strip(), Role.class));
    return Set.copyOf(roles);
  }

  private static List<String> topics(String text) {
    var topics = new ArrayList<String>();
    for (var one : text.split(",", -1)) {
      var topic = one.strip();
      if (!TOPIC.matcher(topic).matches()) {
        throw new IllegalArgumentException(
            "is not a list of topics such as rides,orders.*: a name has 1 to 249 of the characters"
                + " A-Z a-z 0-9 . _ - and * for any of them");
      }
      topics.add(topic);
    }
    if (topics.size() <= TOPICS_MAX) return List.copyOf(topics);
    throw new IllegalArgumentException("has more than %d topics".formatted(TOPICS_MAX));
  }

  /// Who has these, by their name.
  public Caller of(String name) {
    return new Caller(name, roles, topics);
  }
}
