package dev.weir.cli.gateway;

import dev.weir.cli.cluster.PortsFile;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.config.Address;
import dev.weir.config.WeirConfig;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The gateway that runs in this data folder, asked over its HTTP port.
public final class RunningGateway implements DeadLetters {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(15);
  private static final Pattern COUNT = Pattern.compile("\\{\"messages\":(\\d+)}\\s*");

  private final String address;

  private RunningGateway(String address) {
    this.address = address;
  }

  /// Null where none answers: then it is the lock of the log that tells whether one runs.
  ///
  /// @param folder where the settings' paths begin
  public static @Nullable RunningGateway of(WeirConfig config, Path folder) {
    var data = folder.resolve(config.data());
    var port = PortsFile.read(data.resolve("weir.ports")).get("http");
    if (port == null) return null;
    var host = config.listen().http() instanceof Address.Tcp tcp ? tcp.host() : "127.0.0.1";
    var local = host.equals("0.0.0.0") ? "127.0.0.1" : host;
    try (var _ = new Socket(local, port)) {
      return new RunningGateway((local.contains(":") ? "[" + local + "]" : local) + ":" + port);
    } catch (IOException e) {
      return null; // the file is of one that was killed
    }
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
    var uri = URI.create("http://%s/admin/wal/%s/%s".formatted(address, sink, verb));
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(ANSWER_MAX)
            .POST(BodyPublishers.ofString(body(chosen)))
            .build();
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var answer = client.send(request, BodyHandlers.ofString());
      var count = COUNT.matcher(answer.body());
      if (answer.statusCode() == 200 && count.matches()) return Long.parseLong(count.group(1));
      throw refused(verb, answer.body().strip());
    } catch (IOException e) {
      throw silent(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw silent(e);
    }
  }

  private static String body(Chosen chosen) {
    if (chosen.all()) return "{\"all\":true}";
    return chosen.sequences().stream()
        .map(String::valueOf)
        .collect(Collectors.joining(",", "{\"sequences\":[", "]}"));
  }

  private Failure refused(String verb, String said) {
    return new Failure(
        ExitCode.FAILED,
        "The dead letters were left as they are",
        "the gateway at %s said to %s: %s".formatted(address, verb, said),
        "Do what it says, or stop it and run this again.");
  }

  private Failure silent(Exception cause) {
    return new Failure(
        ExitCode.UNREACHABLE,
        "It is not known what became of the dead letters",
        "the gateway at %s did not answer (%s)".formatted(address, cause),
        "See 'weir wal list', then run this again.",
        cause);
  }
}
