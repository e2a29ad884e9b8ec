package dev.weir.gateway.door;

import dev.weir.Caller;
import dev.weir.config.AuthConfig;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.net.Introduction;

/// Somebody who streams and whom nobody has asked who they are: for as long as nobody is asked
/// there.
///
/// @param auth what was in force when they came
record Unasked(Porter porter, Head head, Caller caller, AuthConfig auth) implements Introduction {
  Unasked(Porter porter, Head head) {
    this(porter, head, head.caller(), porter.door().auth());
  }

  /// Hot: it is asked for every message.
  @Override
  @SuppressWarnings("ReferenceEquality") // other settings are another object
  public boolean stillIn() {
    return porter.door().auth() == auth || porter.judge(head) instanceof Verdict.Anybody;
  }
}
