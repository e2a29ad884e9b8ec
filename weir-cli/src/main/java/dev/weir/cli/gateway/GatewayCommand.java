package dev.weir.cli.gateway;

import dev.weir.cli.terminal.Subcommands;
import picocli.CommandLine.Command;

/// `weir gateway`: what an operator asks of a running gateway.
@Command(
    name = "gateway",
    description = {
      "Ask a running gateway how it is, and have it do something.",
      "",
      "It answers whoever is on its machine, and where its HTTP port is on 127.0.0.1."
    },
    footer = {
      "",
      "End with 0 when it was done; 2: its settings have problems, nothing was done; 3: no such"
          + " sink; 4: it lets nobody in; 5: no gateway answers.",
      "",
      "Example: weir gateway status"
    })
@Subcommands({
  GatewayStatusCommand.class,
  GatewayLimitsCommand.class,
  GatewayRoutesCommand.class,
  GatewayReloadCommand.class,
  GatewaySwapCommand.class,
  GatewayBreakerCommand.class,
  GatewayProfileCommand.class
})
public final class GatewayCommand {}
