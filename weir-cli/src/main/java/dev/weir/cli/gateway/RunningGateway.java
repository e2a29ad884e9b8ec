package dev.weir.cli.gateway;

import dev.weir.cli.cluster.AdminPort;
import dev.weir.cli.cluster.PortsFile;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.config.Address;
import dev.weir.config.WeirConfig;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// The gateway that runs in this data folder, asked over its HTTP port.
public final class RunningGateway implements DeadLetters {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

  private final String address;
  private final @Nullable String key;
  private final SSLContext tls;

  private RunningGateway(String address, @Nullable String key, SSLContext tls) {
    this.address = address;
    this.key = key;
    this.tls = tls;
  }

  /// Null where none answers: then it is the lock of the log that tells whether one runs.
  ///
  /// @param folder where the settings' paths begin
  /// @param key for a gateway that has users, or null
  /// @param tls whom to believe where it speaks TLS
  public static @Nullable RunningGateway of(
      WeirConfig config, Path folder, @Nullable String key, SSLContext tls) {
    var data = folder.resolve(config.data());
    var ports = PortsFile.read(data.resolve("weir.ports"));
    var name = ports.containsKey("admin") ? "admin" : "http";
    var port = ports.get(name);
    if (port == null) return null;
    var listens = config.listen().operators();
    var host = listens instanceof Address.Tcp tcp ? tcp.host() : "127.0.0.1";
    var local = host.equals("0.0.0.0") ? "127.0.0.1" : host;
    try (var _ = new Socket(local, port)) {
      var shown = local.contains(":") ? "[" + local + "]" : local;
      var address = "%s://%s:%d".formatted(config.tls().scheme(name), shown, port);
      return new RunningGateway(address, key, tls);
    } catch (IOException e) {
      return null; // the file is of one that was killed
    }
  }

  public AdminPort port() {
    return AdminPort.at(address, ANSWER_MAX, key, tls);
  }

  @Override
  public long requeue(String sink, Chosen chosen) {
    return ask(sink, "requeue", chosen);
  }

  @Override
  public long drop(String sink, Chosen chosen) {
    return ask(sink, "drop", chosen);
  }

  private long ask(String sink, String verb, Chosen chosen) {
    try (var port = port()) {
      var told = port.post("/admin/wal/%s/%s".formatted(sink, verb), body(chosen));
      if (told instanceof Map<?, ?> map && map.get("messages") instanceof Long count) return count;
      throw unknown("it said " + told, null);
    } catch (Failure e) {
      throw e.exitCode() == ExitCode.UNREACHABLE ? unknown("it did not answer", e) : e;
    }
  }

  private static String body(Chosen chosen) {
    if (chosen.all()) return "{\"all\":true}";
    return chosen.sequences().stream()
        .map(String::valueOf)
        .collect(Collectors.joining(",", "{\"sequences\":[", "]}"));
  }

  private Failure unknown(String why, @Nullable Failure cause) {
    return new Failure(
        ExitCode.UNREACHABLE,
        "It is not known what became of the dead letters",
        "of the gateway at %s, %s".formatted(address, why),
        "See 'weir wal status', then run this again.",
        cause);
  }
}
