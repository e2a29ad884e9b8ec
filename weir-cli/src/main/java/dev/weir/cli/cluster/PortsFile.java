package dev.weir.cli.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// `weir.ports`: the ports that a running Weir has open, one `name=port` a line, and in a last line
/// `tls=name,…` those that speak TLS.
///
/// It appears whole when all is ready and goes with a clean stop, so scripts may wait for it.
public final class PortsFile implements AutoCloseable {
  public static final String BROKER = "broker";
  private static final String TLS = "tls=";

  private final Path path;
  private final Map<String, Integer> ports;

  private PortsFile(Path path, Map<String, Integer> ports) {
    this.path = path;
    this.ports = ports;
  }

  /// The same where none speaks TLS.
  public static PortsFile write(Path path, Map<String, Integer> ports) {
    return write(path, ports, Set.of());
  }

  /// The same.
  ///
  /// @param tls the names of those that speak it
  public static PortsFile write(Path path, Map<String, Integer> ports, Set<String> tls) {
    var lines =
        ports.entrySet().stream()
            .map(port -> port.getKey() + "=" + port.getValue() + "\n")
            .collect(Collectors.joining("", "", tls.isEmpty() ? "" : encrypted(tls)));
    var written = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.writeString(written, lines);
      Files.move(written, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("The ports cannot be written to " + path, e);
    }
    return new PortsFile(path, ports);
  }

  private static String encrypted(Set<String> names) {
    return names.stream().sorted().collect(Collectors.joining(",", TLS, "\n"));
  }

  /// How the address of one of those begins.
  public static String scheme(Path path, String name) {
    try (var lines = Files.lines(path)) {
      var encrypted =
          lines
              .filter(line -> line.startsWith(TLS))
              .anyMatch(
                  line -> List.of(line.substring(TLS.length()).split(",", -1)).contains(name));
      return encrypted ? "https" : "http";
    } catch (IOException e) {
      return "http";
    }
  }

  /// The ports of a Weir that runs, or ran, on this data directory; none where there is no file.
  public static Map<String, Integer> read(Path path) {
    var ports = new LinkedHashMap<String, Integer>();
    try {
      for (var line : Files.readAllLines(path)) {
        parse(line).ifPresent(port -> ports.put(port.getKey(), port.getValue()));
      }
    } catch (IOException e) {
      return Map.of();
    }
    return ports;
  }

  private static Optional<Map.Entry<String, Integer>> parse(String line) {
    var equals = line.indexOf('=');
    var number = line.substring(equals + 1);
    if (equals <= 0 || !number.matches("\\d{1,5}")) return Optional.empty();
    return Optional.of(Map.entry(line.substring(0, equals), Integer.valueOf(number)));
  }

  public Map<String, Integer> ports() {
    return ports;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("The ports file cannot be removed: " + path, e);
    }
  }
}
