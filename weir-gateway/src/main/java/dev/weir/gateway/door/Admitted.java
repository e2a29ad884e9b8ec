package dev.weir.gateway.door;

import dev.weir.Caller;
import dev.weir.gateway.net.Introduction;

/// A visitor who was let in.
record Admitted(Door door, Visitor visitor) implements Introduction {
  @Override
  public Caller caller() {
    return visitor.caller();
  }

  @Override
  public boolean stillIn() {
    return door.stillIn(visitor);
  }
}
