package dev.weir.gateway.net;

import java.net.Inet4Address;
import java.net.InetAddress;

/// By what an address is counted, wherever there are limits for each of them: connections, messages
/// and wrong passwords.
///
/// An address of IPv4 is one machine. Of IPv6 one machine has a whole network of 64 bits and may
/// come from any address in it, so that counts as one; addresses that are of one link or one
/// machine alone count each by itself. An address of IPv4 that is written as one of IPv6 is one of
/// IPv4.
public final class Network {
  private static final int GROUPS = 4;

  private Network() {}

  /// Of an address as text, which may have a port; what is no address stands for itself. Hot.
  public static String of(String address) {
    if (address.indexOf(':') < 0) return address;
    var bare = bare(address);
    try {
      return of(InetAddress.ofLiteral(bare));
    } catch (IllegalArgumentException e) {
      return bare; // a proxy's word may be anything
    }
  }

  private static String bare(String address) {
    var end = address.indexOf(']');
    if (address.startsWith("[") && end > 0) return address.substring(1, end);
    var colon = address.indexOf(':');
    return colon == address.lastIndexOf(':') ? address.substring(0, colon) : address;
  }

  static String of(InetAddress address) {
    var text = address.getHostAddress();
    if (address instanceof Inet4Address
        || address.isLinkLocalAddress()
        || address.isLoopbackAddress()) {
      return text;
    }
    var end = -1;
    for (var i = 0; i < GROUPS; i++) end = text.indexOf(':', end + 1);
    return text.substring(0, end) + "::/64";
  }
}
