package dev.weir.cli.gateway;

import dev.weir.cli.settings.Configured;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.tls.Certificates;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `weir serve`: the gateway in production.
@Command(
    name = "serve",
    description = "Run the gateway in production.",
    footer = {
      "",
      "SIGTERM and Ctrl-C stop it in order, within 25 s: it takes nothing more, finishes what it"
          + " accepted, and ends with 0. Other endings: 1 failed, 2 wrong configuration.",
      "",
      "Where everything listens is printed on stdout and written to DATA/weir.ports; the log is on"
          + " stderr.",
      "",
      "Example: weir serve weir.yaml --set listen.http=127.0.0.1:8082"
    })
public final class ServeCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Configured configured = new Configured();

  @Option(names = "--check", description = "Only check the configuration: 0 is fine, 2 is not.")
  private boolean check;

  @Override
  public Integer call() throws Exception {
    io.logAsService();
    if (check) {
      Certificates.check(configured.read().tls());
      io.say("The configuration is valid.");
      return ExitCode.OK;
    }
    try (var supervisor = Supervisor.in(io.world().env())) {
      io.stop().run(() -> Gateway.run(configured::read, this::whileUp, supervisor));
    }
    return ExitCode.OK;
  }

  private void whileUp(WeirConfig config, Map<String, Integer> ports) throws InterruptedException {
    new Banner(config, ports).ready(io.out());
    io.stop().await();
  }
}
