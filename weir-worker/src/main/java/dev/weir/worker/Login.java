package dev.weir.worker;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How to log in to a cluster. A client certificate is no login: it is in [Tls#identity].
///
/// A password goes over the line as it is with [Plain], so that one belongs behind [Kafka#tls].
public sealed interface Login {
  /// Nobody asks who it is, or the certificate tells.
  record None() implements Login {}

  /// `PLAIN`.
  record Plain(String user, String password) implements Login {
    public Plain {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
      return "Plain[" + user + "]";
    }
  }

  /// `SCRAM-SHA-256` or `SCRAM-SHA-512`.
  ///
  /// @param bits 256 or 512
  record Scram(int bits, String user, String password) implements Login {
    public Scram {
      if (bits != 256 && bits != 512) {
        throw new IllegalArgumentException("SCRAM has 256 or 512 bits, not " + bits);
      }
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
      return "Scram[%d, %s]".formatted(bits, user);
    }
  }

  /// `OAUTHBEARER`: a token from an identity provider, by the client's own credentials, and a new
  /// one before it expires.
  ///
  /// @param scope null where the provider needs none
  record OAuth(URI endpoint, String client, String secret, @Nullable String scope)
      implements Login {
    public OAuth {
      Objects.requireNonNull(endpoint, "endpoint");
      Objects.requireNonNull(client, "client");
      Objects.requireNonNull(secret, "secret");
    }

    public OAuth scope(String name) {
      return new OAuth(endpoint, client, secret, name);
    }

    @Override
    public String toString() {
      return "OAuth[%s, %s, %s]".formatted(endpoint, client, scope);
    }
  }

  static None none() {
    return new None();
  }

  static Plain plain(String user, String password) {
    return new Plain(user, password);
  }

  static Scram scram256(String user, String password) {
    return new Scram(256, user, password);
  }

  static Scram scram512(String user, String password) {
    return new Scram(512, user, password);
  }

  /// Kafka's client wants two more things for this: jackson-databind on the class path, and the
  /// address named in the JVM's property `org.apache.kafka.sasl.oauthbearer.allowed.urls`.
  ///
  /// @param endpoint where tokens are had, such as `https://login.example.com/oauth2/token`
  static OAuth oauth(URI endpoint, String client, String secret) {
    return new OAuth(endpoint, client, secret, null);
  }
}
