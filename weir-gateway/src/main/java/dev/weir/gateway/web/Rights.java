package dev.weir.gateway.web;

import dev.weir.Caller;
import dev.weir.Role;
import dev.weir.TopicName;
import dev.weir.config.PeersConfig;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What callers are told that is not theirs. Pure.
///
/// Of a topic they are told the same whether there is one or not.
public final class Rights {
  private static final int CODE = 40301;
  private static final String ASK = "Ask whoever sets up users and keys (auth)";

  private Rights() {}

  /// Throws where a topic is not theirs. Hot.
  public static void check(Caller caller, @Nullable String topic) {
    if (topic == null || caller.covers(topic)) return;
    throw new RestException(
        403,
        CODE,
        "Topic '%s' is not for %s, whether there is one or not. %s"
            .formatted(TopicName.shown(topic), caller.name(), ASK));
  }

  /// Throws where a topic is the gateways' own: who reads what stands there can speak for any
  /// caller to them.
  public static void checkReadable(PeersConfig peers, String topic) {
    if (peers.off() || !topic.equals(peers.topic())) return;
    throw new RestException(
        403,
        CODE,
        "Topic '%s' is the gateways' own (peers.topic), and nobody reads it through them"
            .formatted(topic));
  }

  /// Throws where not all topics are theirs. Hot.
  public static void checkAll(Caller caller) {
    if (caller.coversAll()) return;
    throw new RestException(
        403,
        CODE,
        "%s has the topics %s alone, and this is for those who have all. %s"
            .formatted(caller.name(), String.join(", ", caller.topics()), ASK));
  }

  /// What they are told who need another role.
  public static RestException notAllowed(Caller caller, Role needed) {
    var roles = caller.roles().stream().sorted().map(Role::label).collect(Collectors.joining(", "));
    return new RestException(
        403,
        CODE,
        "%s has the role '%s', and this needs '%s'. %s"
            .formatted(caller.name(), roles.isEmpty() ? "none" : roles, needed.label(), ASK));
  }
}
