package dev.weir.gateway.door;

import dev.weir.Caller;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.net.Introduction;

/// Somebody who streams and whom nobody has asked who they are: for as long as nobody is asked
/// there.
record Unasked(Porter porter, Head head, Caller caller) implements Introduction {
  Unasked(Porter porter, Head head) {
    this(porter, head, head.caller());
  }

  @Override
  public boolean stillIn() {
    return porter.judge(head) instanceof Verdict.Anybody;
  }
}
