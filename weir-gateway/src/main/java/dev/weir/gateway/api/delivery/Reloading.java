package dev.weir.gateway.api.delivery;

import dev.weir.config.WeirConfig;
import dev.weir.gateway.admin.Reload;

/// How the settings are read again.
public interface Reloading {
  /// Reads them, and puts nothing in force.
  ///
  /// @throws dev.weir.config.ConfigException where they have problems
  WeirConfig read();

  /// What would become of these.
  Reload check(WeirConfig next);

  /// Reads them again and puts them in force, as far as that goes without a start. Where they have
  /// problems, nothing changes and the reason is thrown.
  Reload reload();
}
