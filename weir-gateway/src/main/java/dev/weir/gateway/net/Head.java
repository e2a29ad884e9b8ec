package dev.weir.gateway.net;

import org.jspecify.annotations.Nullable;

/// What is known of a request before its body.
public interface Head {
  String method();

  /// Without query, and without a `/` at the end.
  String path();

  /// What stands behind the `?`, or null.
  @Nullable String query();

  /// Who sends it: the address of the other end, without its port.
  String client();

  /// The first field of this name, whatever its case.
  @Nullable String header(String name);
}
