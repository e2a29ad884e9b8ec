package dev.weir.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a broker is: `k1:9093`, `[::1]:9093`.
record HostPort(String host, int port) {
  private static final Pattern WRITTEN =
      Pattern.compile("(?:[A-Za-z_]+://)?\\[?([^\\[\\]\\s/]+?)]?:(\\d{1,5})");

  static Optional<HostPort> parse(String text) {
    var matcher = WRITTEN.matcher(text.strip());
    if (!matcher.matches()) return Optional.empty();
    var port = Integer.parseInt(matcher.group(2));
    if (port == 0 || port > 0xFFFF) return Optional.empty();
    return Optional.of(new HostPort(matcher.group(1), port));
  }

  /// Each of `k1:9093,k2:9093`, as it is written.
  static List<String> split(String servers) {
    var all = new ArrayList<String>();
    for (var one : servers.split(",", -1)) if (!one.isBlank()) all.add(one.strip());
    return all;
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
