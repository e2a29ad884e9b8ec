package dev.weir.fuzz;

import dev.weir.config.ConfigException;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import java.util.List;
import java.util.Map;

/// A `weir.yaml`: it is read, or refused with a report.
public final class SettingsTarget {
  private static final Inputs INPUTS = new Inputs();

  private SettingsTarget() {}

  public static void fuzzerTestOneInput(byte[] text) {
    var file = INPUTS.file("weir.yaml", text);
    try {
      var config = WeirConfig.read(new Sources(file, Map.of(), List.of()));
      Law.holds(!config.settings().isEmpty(), "all settings have a value");
    } catch (ConfigException e) {
      Law.holds(!e.problems().isEmpty(), "a refusal names its problems");
    }
  }
}
