package dev.weir.gateway.door;

import dev.weir.Clock;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.net.Network;
import java.time.Duration;
import java.util.LinkedHashMap;

/// How often each address was wrong about a password or a key: after a few times it has to wait,
/// and longer each time.
///
/// An attempt counts as failed from its beginning, so that many at once are no way around this. It
/// remembers [#ADDRESSES_MAX] addresses; the one that was wrong longest ago goes. Any thread.
final class Attempts {
  static final int ADDRESSES_MAX = 10_000;

  private static final String FORWARDED = "X-Forwarded-For";
  private static final int FREE = 5;
  private static final int DOUBLED_MAX = 6;
  private static final long FIRST_WAIT_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long FORGOTTEN_NANOS = Duration.ofMinutes(15).toNanos();

  private final Clock clock;

  /// The oldest first. Guarded by this.
  private final LinkedHashMap<String, Failures> byAddress = new LinkedHashMap<>();

  private record Failures(int count, long lastNanos) {
    long waitNanos() {
      return count < FREE ? 0 : FIRST_WAIT_NANOS << Math.min(count - FREE, DOUBLED_MAX);
    }
  }

  Attempts(Clock clock) {
    this.clock = clock;
  }

  /// For how many milliseconds this address has to wait; 0: it may try.
  synchronized long waitMillis(String address) {
    var failures = byAddress.get(address);
    if (failures == null) return 0;
    var left = failures.waitNanos() - (clock.nanos() - failures.lastNanos());
    return left <= 0 ? 0 : Math.ceilDiv(left, 1_000_000);
  }

  /// Counts an attempt that may be made, and answers 0; else how many milliseconds to wait.
  synchronized long begin(String address) {
    var wait = waitMillis(address);
    if (wait == 0) put(address, count(address) + 1);
    return wait;
  }

  /// Takes back what [#begin] counted, for one that was right or was not looked at. Those before
  /// still count: else somebody who has a password of their own could guess others' without end.
  synchronized void succeeded(String address) {
    var count = count(address);
    byAddress.remove(address);
    if (count > 1) put(address, count - 1);
  }

  private int count(String address) {
    var failures = byAddress.get(address);
    if (failures == null) return 0;
    return clock.nanos() - failures.lastNanos() > FORGOTTEN_NANOS ? 0 : failures.count();
  }

  private void put(String address, int count) {
    byAddress.remove(address); // to stand last
    byAddress.put(address, new Failures(count, clock.nanos()));
    if (byAddress.size() > ADDRESSES_MAX) byAddress.pollFirstEntry();
  }

  /// Who is counted. A proxy on this machine says for whom it asks.
  static String address(Head head) {
    var client = head.client();
    var local =
        client.startsWith("127.") || client.equals("::1") || client.equals("0:0:0:0:0:0:0:1");
    if (local) client = forwarded(head, client);
    return Network.of(client.length() > 64 ? client.substring(0, 64) : client);
  }

  /// The last word is the proxy's; those before it are the client's own. Some proxies add a line
  /// and leave those that are there.
  private static String forwarded(Head head, String otherwise) {
    var last = otherwise;
    for (var field : head.fields(FORWARDED)) {
      var value = field.value();
      if (field.name().isEmpty()) last = value.substring(value.lastIndexOf(',') + 1).strip();
    }
    return last;
  }
}
