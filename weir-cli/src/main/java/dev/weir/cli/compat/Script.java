package dev.weir.cli.compat;

import java.util.List;

/// One of Kafka's scripts in our words.
interface Script {
  /// As it is called, without `.sh`.
  String name();

  List<ScriptOption> options();

  /// Our line for a line of the script.
  OurLine translate(Given given);
}
