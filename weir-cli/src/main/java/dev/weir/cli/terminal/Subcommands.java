package dev.weir.cli.terminal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The commands below a command, as picocli's `subcommands`, but read from their classes only where
/// the line names them: each costs a start some time.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Subcommands {
  /// Their classes, in the order of the help.
  Class<?>[] value();
}
