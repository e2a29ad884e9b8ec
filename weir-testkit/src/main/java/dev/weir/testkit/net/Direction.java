package dev.weir.testkit.net;

/// Which way bytes go through a [FaultProxy].
public enum Direction {
  TO_SERVER,
  TO_CLIENT
}
