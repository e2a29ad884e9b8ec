package dev.weir.cli.bench;

import dev.weir.cli.terminal.Subcommands;
import picocli.CommandLine.Command;

/// `weir bench`: how fast is it?
@Command(
    name = "bench",
    description = "Put load on Kafka or on a gateway, and tell how fast it was.",
    footer = {"", "Example: weir bench produce --rate 1000/s --assert 'p99<50ms'"})
@Subcommands({
  BenchProduceCommand.class,
  BenchConsumeCommand.class,
  BenchEndToEndCommand.class,
  BenchGatewayCommand.class
})
public final class BenchCommand {}
