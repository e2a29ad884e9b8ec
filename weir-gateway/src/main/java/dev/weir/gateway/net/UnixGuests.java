package dev.weir.gateway.net;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.PeerCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which users of this machine may come to a socket, beyond what its mode says. Any thread.
///
/// Who somebody is the kernel says, through epoll; where it does not, and only some may come,
/// nobody is let in.
final class UnixGuests {
  private static final Logger log = LoggerFactory.getLogger(UnixGuests.class);
  private static final long SAY_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

  private final Net net;
  private final Path socket;
  private final Set<Integer> users;

  /// When somebody was last said to be refused, and how many were since.
  private final AtomicLong saidNanos;

  private final AtomicLong unsaid = new AtomicLong();

  /// @param users by their numbers; empty: all
  UnixGuests(Net net, Path socket, Set<Integer> users) {
    this.net = net;
    this.socket = socket;
    this.users = users;
    this.saidNanos = new AtomicLong(net.nanos() - SAY_EVERY_NANOS);
  }

  /// Who is at the other end, or null where nobody tells.
  static @Nullable PeerCredentials of(Channel channel) {
    try {
      return channel instanceof EpollDomainSocketChannel epoll ? epoll.peerCredentials() : null;
    } catch (IOException e) {
      return null; // it has gone already; nothing of it will count for long
    }
  }

  boolean mayCome(Channel channel) {
    var peer = of(channel);
    if (users.isEmpty() || (peer != null && users.contains(peer.uid()))) {
      if (peer != null) log.debug("{}: uid {}, pid {} came", socket, peer.uid(), peer.pid());
      return true;
    }
    refused(peer);
    return false;
  }

  /// A line now and then: whoever is refused may try again at once.
  private void refused(@Nullable PeerCredentials peer) {
    var now = net.nanos();
    var last = saidNanos.get();
    if (now - last < SAY_EVERY_NANOS || !saidNanos.compareAndSet(last, now)) {
      unsaid.incrementAndGet();
      return;
    }
    var before = unsaid.getAndSet(0);
    log.warn(
        "{} is not for {}, who was refused{}. Who may come stands in listen.unix-users",
        socket,
        peer == null
            ? "somebody that this system does not name"
            : "uid %d (pid %d)".formatted(peer.uid(), peer.pid()),
        before == 0 ? "" : ", as were %,d before".formatted(before));
  }
}
