package dev.weir.cli.gateway;

import dev.weir.cli.settings.Configured;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.config.WeirConfig;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir up`: everything on this machine, to try and to develop with.
@Command(
    name = "up",
    description = "Run the gateway and a Kafka broker here, to try it and to develop with it.",
    footer = {
      "",
      "Its files are in ./data. With kafka.bootstrap.servers set it starts no broker of its own."
          + " Ctrl-C stops it in order, within 25 s; it ends with 130, after SIGTERM with 143.",
      "",
      "Example: weir up --set listen.http=127.0.0.1:0 --set broker.port=0"
    })
public final class UpCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Configured configured = new Configured();

  @Override
  public Integer call() throws Exception {
    io.logAsService();
    io.stop().run(() -> Gateway.run(configured::read, this::whileUp));
    return ExitCode.SIGNALLED;
  }

  private void whileUp(WeirConfig config, Map<String, Integer> ports) throws InterruptedException {
    new Banner(config, ports).readyToTry(io.out());
    io.stop().await();
  }
}
