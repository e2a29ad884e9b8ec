package dev.weir.cli.gateway;

import dev.weir.cli.terminal.Signals;
import dev.weir.config.ConfigException;
import dev.weir.gateway.admin.Reload;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// SIGHUP, which has a running gateway read its settings again and never ends the process. One that
/// comes during the start counts as soon as the gateway runs. What came of it is in the log.
final class ReloadSignal {
  private static final Logger log = LoggerFactory.getLogger(ReloadSignal.class);

  /// Guarded by `this`, as is what follows.
  private @Nullable Supplier<Reload> reload;

  private boolean early;

  private ReloadSignal() {}

  static ReloadSignal install() {
    var signal = new ReloadSignal();
    Signals.on("HUP", signal::arrived);
    return signal;
  }

  /// The gateway runs.
  synchronized void leadsTo(Supplier<Reload> action) {
    reload = action;
    if (early) arrived();
  }

  /// One at a time: each reads the settings as they are by then.
  private synchronized void arrived() {
    var action = reload;
    if (action == null) {
      early = true;
      return;
    }
    try {
      log.info("The settings were read again: {}", action.get().text());
    } catch (ConfigException e) {
      log.error(
          "The settings were read again and have problems; nothing was changed:\n  {}",
          String.join("\n  ", e.problems()));
    } catch (RuntimeException e) {
      log.error("The settings were read again, and nothing was changed: {}", e.getMessage(), e);
    }
  }
}
