package dev.weir.gateway.net;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.channel.Channel;
import io.netty.channel.unix.UnixChannel;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/// How many files the process may have open, and how many of them are for connections: an eighth is
/// kept for the log, for Kafka's clients, and for whatever else opens some while clients come.
///
/// @param most what the system allows
public record OpenFiles(long most) {
  private static final int KEPT_PART = 8;

  /// Not told by this system, or without an end.
  static final OpenFiles UNLIMITED = new OpenFiles(Long.MAX_VALUE);

  /// What this process may have.
  public static OpenFiles ofProcess() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            && unix.getMaxFileDescriptorCount() > 0
        ? new OpenFiles(unix.getMaxFileDescriptorCount())
        : UNLIMITED;
  }

  /// How many are for connections and for what is open before them.
  private long forConnections() {
    return most - most / KEPT_PART;
  }

  /// Whether a connection has one of those that are kept. The system gives out the lowest number
  /// that is free, so the number of a new one tells how many are taken. Hot.
  boolean isKept(Channel connection) {
    return connection instanceof UnixChannel unix && unix.fd().intValue() >= forConnections();
  }

  /// Whether the process takes at least half of the connections that the settings allow.
  public boolean suffice(int connections) {
    return forConnections() > connections / 2;
  }

  /// A line for the log of a start, where they do not suffice for `limits.connections`.
  public Optional<String> caution(int connections) {
    if (suffice(connections)) return Optional.empty();
    return Optional.of(
        ("This process may have %,d files open, so it takes fewer than %,d connections;"
                + " limits.connections is %,d. Allow it more, with 'ulimit -n 65536' or LimitNOFILE="
                + " of systemd, or lower limits.connections to what it needs")
            .formatted(most, forConnections(), connections));
  }
}
