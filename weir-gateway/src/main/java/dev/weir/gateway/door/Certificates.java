package dev.weir.gateway.door;

import dev.weir.config.AuthConfig;
import dev.weir.config.Subject;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/// Who comes with a certificate (`auth.certificates`), which the TLS of the port has proven.
///
/// The most special of its names that is set up counts: an URI, a DNS name, an address of mail, the
/// whole subject, its common name. Any thread.
final class Certificates {
  private static final int REMEMBERED_MAX = 1_000;
  private static final int EMAIL = 1;
  private static final int DNS = 2;
  private static final int URI = 6;

  private final Supplier<AuthConfig> settings;
  private final ConcurrentHashMap<X509Certificate, Found> found = new ConcurrentHashMap<>();

  /// @param settings those that it was looked for in
  private record Found(AuthConfig settings, @Nullable Visitor visitor) {}

  Certificates(Supplier<AuthConfig> settings) {
    this.settings = settings;
  }

  /// Hot. Whose certificate it is, or null.
  ///
  /// @param nowMillis a connection may be older than its certificate got
  @SuppressWarnings("ReferenceEquality") // other settings are another object
  @Nullable Visitor of(X509Certificate certificate, long nowMillis) {
    if (endsMillis(certificate) < nowMillis) return null;
    var now = settings.get();
    var before = found.get(certificate);
    if (before != null && before.settings() == now) return before.visitor();
    var visitor = look(certificate, now);
    if (found.size() >= REMEMBERED_MAX) found.clear();
    found.put(certificate, new Found(now, visitor));
    return visitor;
  }

  private static @Nullable Visitor look(X509Certificate certificate, AuthConfig auth) {
    var known = new HashMap<Subject, Map.Entry<String, AuthConfig.Certificate>>();
    for (var one : auth.certificates().entrySet()) known.put(one.getValue().subject(), one);
    for (var subject : subjects(certificate)) {
      var one = known.get(subject);
      if (one != null) {
        var proof = endsMillis(certificate) + " " + subject.text();
        return Visitor.certificate(one.getKey(), one.getValue().rights(), proof);
      }
    }
    return null;
  }

  private static long endsMillis(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant().toEpochMilli();
  }

  private static List<Subject> subjects(X509Certificate certificate) {
    var all = new ArrayList<Subject>();
    for (var name : alternatives(certificate, URI)) all.add(Subject.uri(name));
    for (var name : alternatives(certificate, DNS)) all.add(Subject.dns(name));
    for (var name : alternatives(certificate, EMAIL)) all.add(Subject.email(name));
    all.add(Subject.of(certificate.getSubjectX500Principal()));
    for (var name : commonNames(certificate)) all.add(Subject.commonName(name));
    return all;
  }

  private static List<String> alternatives(X509Certificate certificate, int kind) {
    try {
      var all = certificate.getSubjectAlternativeNames();
      return all == null
          ? List.of()
          : all.stream()
              .filter(name -> name.get(0).equals(kind))
              .map(name -> String.valueOf(name.get(1)))
              .toList();
    } catch (CertificateParsingException e) {
      return List.of(); // then it has none that can be told
    }
  }

  private static List<String> commonNames(X509Certificate certificate) {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(part -> part.getType().equalsIgnoreCase("CN"))
              .map(part -> String.valueOf(part.getValue()))
              .toList();
    } catch (InvalidNameException e) {
      return List.of(); // the same
    }
  }

  /// As those are told who are not set up: their own subject.
  static String shown(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }

  /// Who somebody is by now who was known by a certificate, or null: it may have ended meanwhile.
  @Nullable Visitor again(Visitor visitor, long nowMillis) {
    var parts = visitor.proof().split(" ", 2);
    var one = settings.get().certificates().get(visitor.name());
    return one != null
            && one.subject().text().equals(parts[1])
            && Long.parseLong(parts[0]) >= nowMillis
        ? visitor.as(one.rights())
        : null;
  }
}
