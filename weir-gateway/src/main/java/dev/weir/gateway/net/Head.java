package dev.weir.gateway.net;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a request before its body.
public interface Head {
  String method();

  /// Without query, and without a `/` at the end.
  String path();

  /// The path as it was sent.
  String rawPath();

  /// What stands behind the `?`, or null.
  @Nullable String query();

  /// Who sends it: the address of the other end, without its port.
  String client();

  /// The first field of this name, whatever its case.
  @Nullable String header(String name);

  /// Those whose names begin with this, whatever its case, in their order and named by the rest.
  List<Field> fields(String prefix);
}
