package dev.weir.cli.cluster;

import dev.weir.cli.contexts.Context;
import dev.weir.cli.contexts.Context.RegistryAddress;
import dev.weir.cli.contexts.ContextsFile;
import dev.weir.cli.contexts.ProjectFile;
import dev.weir.cli.terminal.World;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a command said of its Kafka, and the search for the rest. The first of these that is there
/// says the address:
///
/// 1. `-b`
/// 2. `WEIR_BOOTSTRAP`
/// 3. the context of `-x` or `WEIR_CONTEXT`
/// 4. `.weir.yaml`, in this folder or above it in the same repository
/// 5. the current context
/// 6. the `weir up` of this folder, while it runs
/// 7. `127.0.0.1:9092`
///
/// Login, lock and all else of a context count when it says the address, and when it was named by
/// 3: one that nobody named sends no password to an address that somebody did.
///
/// @param bootstrap of `-b`
/// @param context of `-x`
/// @param properties of `-X`
record Sought(
    World world,
    @Nullable String bootstrap,
    @Nullable String context,
    Map<String, String> properties) {
  private static final String USUAL = "127.0.0.1:9092";

  /// What was found, and where.
  record Found(
      String origin,
      String servers,
      @Nullable Context context,
      @Nullable String gateway,
      @Nullable Registry registry,
      boolean readOnly) {}

  /// A context, and what else is known of it.
  private record Chosen(String origin, Context context, boolean readOnly) {}

  Connection find() {
    var chosen = chosen();
    var address = bootstrap != null ? bootstrap : variable("WEIR_BOOTSTRAP");
    var running = address == null && chosen == null ? new Running(world) : null;
    return new Connection(
        this,
        new Found(
            origin(chosen, running),
            servers(address, chosen, running),
            chosen == null ? null : chosen.context,
            gateway(chosen, running),
            registry(chosen),
            chosen != null && chosen.readOnly));
  }

  private @Nullable Chosen chosen() {
    var named = context != null ? context : variable("WEIR_CONTEXT");
    if (named != null) {
      return of(ContextsFile.of(world).context(named), "context " + named, false);
    }
    if (bootstrap != null || variable("WEIR_BOOTSTRAP") != null) return null;
    var project = ProjectFile.find(world.folder());
    if (project != null) return of(project);
    var file = ContextsFile.of(world);
    var current = file.current();
    if (current == null) return null;
    return of(file.context(current), "context %s, the current one".formatted(current), false);
  }

  private Chosen of(ProjectFile project) {
    var own = project.own();
    if (own != null) return of(own, project.path().toString(), false);
    var name = String.valueOf(project.context());
    return of(
        ContextsFile.of(world).context(name),
        "context %s, by %s".formatted(name, project.path()),
        project.readOnly());
  }

  private static Chosen of(Context context, String origin, boolean readOnly) {
    return new Chosen(origin, context, readOnly || context.readOnly());
  }

  private String origin(@Nullable Chosen chosen, @Nullable Running running) {
    var with = chosen == null ? "" : ", with " + chosen.origin;
    if (bootstrap != null) return "-b" + with;
    if (variable("WEIR_BOOTSTRAP") != null) return "WEIR_BOOTSTRAP" + with;
    if (chosen != null) return chosen.origin;
    if (running != null && running.servers() != null) return "the 'weir up' of this folder";
    if (running != null && running.isGone()) {
      return "the usual address; the 'weir up' of this folder has ended";
    }
    return "the usual address";
  }

  private static String servers(
      @Nullable String address, @Nullable Chosen chosen, @Nullable Running running) {
    if (address != null) return address;
    if (chosen != null) return chosen.context.bootstrap();
    var servers = running == null ? null : running.servers();
    return servers == null ? USUAL : servers;
  }

  private @Nullable String gateway(@Nullable Chosen chosen, @Nullable Running running) {
    var variable = variable("WEIR_GATEWAY");
    if (variable != null) return variable;
    if (chosen != null) return chosen.context.gateway();
    return running == null ? null : running.gateway();
  }

  private @Nullable Registry registry(@Nullable Chosen chosen) {
    var variable = variable("WEIR_REGISTRY");
    if (variable != null) return new Registry(world, new RegistryAddress(variable, null));
    var address = chosen == null ? null : chosen.context.registry();
    return address == null ? null : new Registry(world, address);
  }

  /// Without the properties, any of which may be a secret.
  @Override
  public String toString() {
    return "Sought[%s, %s]".formatted(bootstrap, context);
  }

  private @Nullable String variable(String name) {
    var value = world.env().getOrDefault(name, "").strip();
    return value.isEmpty() ? null : value;
  }
}
