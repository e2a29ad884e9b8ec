package dev.weir.cli.gateway;

import dev.weir.cli.cluster.AdminPort;
import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.GatewayAddress;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir gateway profile`: what the process does is recorded.
@Command(
    name = "profile",
    description = {
      "Have the gateway recorded for a while by the JVM's flight recorder.",
      "",
      "JDK Mission Control shows the file, and so does 'jfr summary FILE'. Ctrl-C ends the"
          + " recording, and what there is of it is written. It costs about a hundredth of the CPU."
    },
    footer = {"", "Example: weir gateway profile --seconds 30 gateway.jfr"})
final class GatewayProfileCommand implements Callable<Integer> {
  private static final String PROFILE = "/api/profile";
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private GatewayAddress gateway = new GatewayAddress();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "For so long, from 1 to 600 (default: 30).")
  private int seconds = 30;

  @Option(
      names = "--settings",
      paramLabel = "NAME",
      description = "How much: profile, or default, which is less (default: profile).")
  private String settings = "profile";

  @Parameters(paramLabel = "FILE", description = "A file that is not there yet.")
  private String file = "";

  private final CountDownLatch stop = new CountDownLatch(1);

  @Override
  public Integer call() throws IOException, InterruptedException {
    cluster.mayWrite("have the gateway recorded");
    var path = io.world().folder().resolve(file);
    refuse(path);
    try (var port = gateway.port(cluster);
        var _ = io.stop().whenAsked(stop::countDown)) {
      var name = begin(port);
      io.tell("Recording for %d s; Ctrl-C ends it.".formatted(seconds));
      if (stop.await(seconds, TimeUnit.SECONDS)) port.delete(PROFILE);
      await(port, name);
      port.download(PROFILE + "/" + name, path);
    }
    io.say("%s has %,d bytes.".formatted(path, Files.size(path)));
    return ExitCode.OK;
  }

  private static void refuse(Path path) {
    if (!Files.exists(path)) return;
    throw new Failure(
        ExitCode.USAGE,
        "Nothing was recorded",
        "there is a file %s, and it might be needed".formatted(path),
        "Name another, or remove it.");
  }

  private String begin(AdminPort port) {
    var wish = "{\"seconds\":%d,\"settings\":\"%s\"}".formatted(seconds, settings);
    var name = recording(port.post(PROFILE, wish));
    if (name != null) return name;
    throw failed("it has no recording under way");
  }

  /// It ends by the gateway's clock, and is written then.
  private static void await(AdminPort port, String name) {
    for (var told = port.get(PROFILE); !isKept(told, name); told = port.get(PROFILE)) {
      if (!name.equals(recording(told))) throw failed(failure(told));
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  private static @Nullable String recording(@Nullable Object told) {
    return told instanceof Map<?, ?> map
            && map.get("recording") instanceof Map<?, ?> one
            && one.get("name") instanceof String name
        ? name
        : null;
  }

  private static boolean isKept(@Nullable Object told, String name) {
    return told instanceof Map<?, ?> map
        && map.get("recordings") instanceof List<?> all
        && all.stream()
            .anyMatch(one -> one instanceof Map<?, ?> kept && name.equals(kept.get("name")));
  }

  private static String failure(@Nullable Object told) {
    return told instanceof Map<?, ?> map && map.get("failure") instanceof String text
        ? text
        : "the recording is gone; somebody else made others since";
  }

  private static Failure failed(String why) {
    return new Failure(
        ExitCode.FAILED, "There is no recording", why, "See the gateway's log, and try again.");
  }
}
