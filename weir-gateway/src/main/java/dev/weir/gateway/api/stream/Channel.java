package dev.weir.gateway.api.stream;

import java.time.Duration;

/// Something that is worth a look again and again, also while nobody watches, so that who comes
/// sees the last minutes.
///
/// Each channel has a thread to itself: what waits holds up no other, and skips its next looks.
public interface Channel {
  /// How events name it.
  String name();

  /// What there is to see now. It should cost nothing worth mentioning; where it throws, this point
  /// is missing.
  Point look() throws Exception;

  /// How long it is from one look to the next.
  default Duration every() {
    return Duration.ofSeconds(1);
  }

  /// How many points are remembered.
  default int kept() {
    return 300;
  }
}
