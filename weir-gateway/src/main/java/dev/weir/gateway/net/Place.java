package dev.weir.gateway.net;

import dev.weir.config.Address;
import org.jspecify.annotations.Nullable;

/// Where a TCP port is, and how it is encrypted.
///
/// @param encryption null where all is in clear text
public record Place(Address.Tcp address, @Nullable Encryption encryption) {
  /// One without encryption.
  public static Place plain(Address.Tcp address) {
    return new Place(address, null);
  }
}
