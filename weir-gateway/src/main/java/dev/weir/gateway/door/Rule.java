package dev.weir.gateway.door;

import dev.weir.Caller;
import dev.weir.Role;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Rights;
import org.jspecify.annotations.Nullable;

/// What somebody must be who comes to an endpoint.
///
/// @param role null where the endpoint looks itself
/// @param ofAllTopics whether it is for those alone who have all topics
record Rule(@Nullable Role role, boolean ofAllTopics) {
  static final Rule NONE = new Rule(null, false);

  /// Why a caller may not, or null. Hot.
  @Nullable Answer refusal(Caller caller) {
    var needed = role;
    try {
      if (needed != null && !caller.may(needed)) throw Rights.notAllowed(caller, needed);
      if (ofAllTopics) Rights.checkAll(caller);
      return null;
    } catch (RestException e) {
      return Words.no(403, String.valueOf(e.getMessage()));
    }
  }
}
