package dev.weir.cli.terminal;

import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the process does on a signal, in place of what the JVM would do.
///
/// Java's only way to this is `sun.misc.Signal`, which every JDK has and no compiler likes: so it
/// is called by its name. Where a system has no such signal, or the JVM was told to leave signals
/// alone, nothing changes.
public final class Signals {
  private static final Logger log = LoggerFactory.getLogger(Signals.class);

  private Signals() {}

  /// Runs the action at each signal of this name, on a thread of its own.
  public static void on(String name, Runnable action) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      signal
          .getMethod("handle", signal, handler)
          .invoke(
              null,
              signal.getConstructor(String.class).newInstance(name),
              handling(signal, handler, action));
    } catch (ReflectiveOperationException e) {
      log.debug("SIG{} is left as it is", name, e);
    }
  }

  private static Object handling(Class<?> signal, Class<?> handler, Runnable action)
      throws ReflectiveOperationException {
    var run =
        MethodHandles.publicLookup()
            .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
            .bindTo(action);
    return MethodHandleProxies.asInterfaceInstance(
        handler, MethodHandles.dropArguments(run, 0, signal));
  }
}
