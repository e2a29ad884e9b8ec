package dev.weir.cli.cluster;

import dev.weir.cli.contexts.Context.RegistryAddress;
import dev.weir.cli.terminal.World;
import org.jspecify.annotations.Nullable;

/// A schema registry: where it is, and who one is there.
public final class Registry {
  private final World world;
  private final RegistryAddress address;

  Registry(World world, RegistryAddress address) {
    this.world = world;
    this.address = address;
  }

  /// `http://127.0.0.1:8081`, without a slash at its end.
  public String url() {
    return address.url().replaceAll("/+$", "");
  }

  /// Null where nobody logs in.
  public @Nullable String username() {
    var login = address.login();
    return login == null ? null : login.username();
  }

  /// Reads it from where it is; null where nobody logs in.
  public @Nullable String password() {
    var login = address.login();
    if (login == null) return null;
    return login
        .password()
        .read(world, "password of %s for the registry %s".formatted(login.username(), url()));
  }

  @Override
  public String toString() {
    return url();
  }
}
