package dev.weir.cli.bench;

import picocli.CommandLine.Command;

/// `weir bench`: how fast is it?
@Command(
    name = "bench",
    description = "Put load on Kafka or on a gateway, and tell how fast it was.",
    subcommands = {
      BenchProduceCommand.class,
      BenchConsumeCommand.class,
      BenchEndToEndCommand.class,
      BenchGatewayCommand.class
    },
    footer = {"", "Example: weir bench produce --rate 1000/s --assert 'p99<50ms'"})
public final class BenchCommand {}
