/// The settings: defaults, then `weir.yaml`, then `WEIR_*`, then `--set`, each over the one before.
///
/// [WeirConfig] is what the rest of Weir sees; each section is a record that reads itself from a
/// [Section]. Every problem is collected, so that one start reports them all; [ConfigException]
/// carries the report. [Sources] says where values come from, [Setting] what came of it.
@NullMarked
package dev.weir.config;

import org.jspecify.annotations.NullMarked;
