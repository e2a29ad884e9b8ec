package dev.weir.gateway.door;

import dev.weir.Caller;
import dev.weir.Role;
import dev.weir.config.Rights;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who asks, as far as that is known.
///
/// @param caller the same, as what they ask for knows them
/// @param proof the hash in the settings that they were known by; empty where nobody is asked
/// @param session the login that they came with, or null
record Visitor(
    Kind kind, String name, Rights rights, Caller caller, String proof, @Nullable String session) {
  /// What they are.
  enum Kind {
    /// Whoever is on this machine, where nobody is set up.
    LOCAL,
    /// Whoever wants to log in.
    GUEST,
    USER,
    KEY,
    /// Who shows a token of an identity provider.
    TOKEN,
    /// Who has a certificate.
    CERTIFICATE,
    /// Whoever another gateway asks for.
    PASSED_ON
  }

  private static final Rights ALL = new Rights(Set.of(Role.OPERATE), List.of("*", "__*"));
  private static final Rights NONE = new Rights(Set.of(), List.of());

  static final Visitor LOCAL = of(Kind.LOCAL, "local", ALL, "");
  static final Visitor GUEST = of(Kind.GUEST, "guest", NONE, "");

  private static Visitor of(Kind kind, String name, Rights rights, String proof) {
    return new Visitor(kind, name, rights, rights.of(title(kind, name)), proof, null);
  }

  static Visitor user(String name, Rights rights, String proof) {
    return of(Kind.USER, name, rights, proof);
  }

  static Visitor key(String name, Rights rights, String proof) {
    return of(Kind.KEY, name, rights, proof);
  }

  static Visitor passedOn(Caller caller) {
    var rights = new Rights(caller.roles(), caller.topics());
    return new Visitor(Kind.PASSED_ON, caller.name(), rights, caller, "", null);
  }

  static Visitor token(String name, Rights rights, String proof) {
    return of(Kind.TOKEN, name, rights, proof);
  }

  static Visitor certificate(String name, Rights rights, String proof) {
    return of(Kind.CERTIFICATE, name, rights, proof);
  }

  Visitor by(String session) {
    return new Visitor(kind, name, rights, caller, proof, session);
  }

  Visitor as(Rights other) {
    return rights.equals(other)
        ? this
        : new Visitor(kind, name, other, other.of(title()), proof, session);
  }

  boolean may(Role role) {
    return caller.may(role);
  }

  /// The strongest of their roles.
  String role() {
    return rights.roles().stream().max(Role::compareTo).map(Role::label).orElse("none");
  }

  /// As in the log.
  String title() {
    return title(kind, name);
  }

  private static String title(Kind kind, String name) {
    return switch (kind) {
      case LOCAL, GUEST, PASSED_ON -> name;
      case USER -> "user " + name;
      case KEY -> "key " + name;
      case TOKEN -> "token " + name;
      case CERTIFICATE -> "certificate " + name;
    };
  }

  /// Without what they were known by.
  @Override
  public String toString() {
    return title();
  }
}
