package dev.weir.gateway.net;

import dev.weir.Caller;
import java.security.cert.X509Certificate;
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

  /// The same and what they may do: anything, where nobody asks who they are.
  default Caller caller() {
    var introduction = introduction();
    return introduction == null ? Caller.anybody(Network.of(client())) : introduction.caller();
  }

  /// Remembers for as long as the request goes on who was found to send it.
  default void introduce(Introduction introduction) {}

  /// Who that is; null where nobody was asked, or nobody yet.
  default @Nullable Introduction introduction() {
    return null;
  }

  /// Whether it came by TLS.
  default boolean isEncrypted() {
    return false;
  }

  /// The certificate that the client has shown, of somebody whom this port believes; or null.
  default @Nullable X509Certificate certificate() {
    return null;
  }

  /// The first field of this name, whatever its case.
  @Nullable String header(String name);

  /// Those whose names begin with this, whatever its case, in their order and named by the rest.
  List<Field> fields(String prefix);
}
