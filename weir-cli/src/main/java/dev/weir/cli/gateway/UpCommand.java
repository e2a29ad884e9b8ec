package dev.weir.cli.gateway;

import dev.weir.cli.settings.Configured;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.config.WeirConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `weir up`: everything on this machine, to try and to develop with.
@Command(
    name = "up",
    description = "Run the gateway and a Kafka broker here, to try it and to develop with it.",
    footer = {
      "",
      "Its files are in ./data. With kafka.bootstrap.servers set it starts no broker of its own."
          + " Where a usual port is taken that nobody has set, it takes the next free one. Ctrl-C"
          + " stops it in order, within 25 s; it ends with 130, after SIGTERM with 143.",
      "",
      "Example: weir up --set listen.http=127.0.0.1:0 --set broker.port=0"
    })
public final class UpCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Configured configured = new Configured();

  @Option(
      names = "--ephemeral",
      description = "Keep its files in a temporary folder, and remove them at the end.")
  private boolean ephemeral;

  @Override
  public Integer call() throws Exception {
    io.logAsService();
    io.stop().run(this::run);
    return ExitCode.SIGNALLED;
  }

  private void run() throws Exception {
    if (!ephemeral) {
      run(List.of());
      return;
    }
    try (var folder = TemporaryFolder.create()) {
      run(List.of("data=" + folder.path()));
    }
  }

  private void run(List<String> place) throws Exception {
    var stronger = new ArrayList<>(place);
    stronger.addAll(new FreePorts(configured.read(place)).assignments(io::say));
    Gateway.run(() -> configured.read(stronger), this::whileUp);
  }

  private void whileUp(WeirConfig config, Map<String, Integer> ports) throws InterruptedException {
    new Banner(config, ports).readyToTry(io.out());
    io.stop().await();
  }
}
