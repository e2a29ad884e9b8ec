package dev.weir.testkit.tls;

import static dev.weir.testkit.tls.Der.bits;
import static dev.weir.testkit.tls.Der.explicit;
import static dev.weir.testkit.tls.Der.id;
import static dev.weir.testkit.tls.Der.integer;
import static dev.weir.testkit.tls.Der.octets;
import static dev.weir.testkit.tls.Der.sequence;
import static dev.weir.testkit.tls.Der.tagged;
import static dev.weir.testkit.tls.Der.time;
import static dev.weir.testkit.tls.Der.yes;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;

/// Signs certificates for tests, as a company's own authority does.
///
/// ```java
/// var authority = Authority.create("Test CA");
/// var server = authority.server();                     // localhost, 127.0.0.1, ::1
/// var client = authority.client("CN=billing", "URI:spiffe://test/billing");
/// var late = authority.expired().client("CN=billing");
///
/// server.write(folder, "server");                      // server.crt, server.key
/// authority.write(folder, "ca");                       // ca.crt
/// HttpClient.newBuilder().sslContext(authority.trustedBy(client));
/// ```
///
/// Keys are elliptic, which are made in a millisecond. Any thread.
public final class Authority {
  private static final String SIGNED_BY = "SHA256withECDSA";
  private static final byte[] ALGORITHM = sequence(id("1.2.840.10045.4.3.2"));
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  private static final String ALTERNATIVE_NAMES = "2.5.29.17";
  private static final String FOR_SERVERS = "1.3.6.1.5.5.7.3.1";
  private static final String FOR_CLIENTS = "1.3.6.1.5.5.7.3.2";
  private static final Duration BACK = Duration.ofDays(30);
  private static final int SERIAL_BITS = 120;

  private final KeyPair keys;
  private final X509Certificate certificate;
  private final Instant end;

  private Authority(KeyPair keys, X509Certificate certificate, Instant end) {
    this.keys = keys;
    this.certificate = certificate;
    this.end = end;
  }

  /// One that has signed its own certificate.
  ///
  /// @param name its common name
  public static Authority create(String name) {
    try {
      var keys = keys();
      var dn = new X500Principal("CN=" + name);
      var end = Instant.now().plus(BACK);
      var signing = extension(KEY_USAGE, bits(1, (byte) 0x06)); // certificates and lists of them
      var asAuthority = extension(BASIC_CONSTRAINTS, sequence(yes()));
      var body = body(dn, dn, end, keys.getPublic(), asAuthority, signing);
      return new Authority(keys, signed(keys, body), end);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No certificate was made", e);
    }
  }

  private static KeyPair keys() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /// The same authority, whose next certificates end at another time.
  public Authority until(Instant end) {
    return new Authority(keys, certificate, end);
  }

  /// The same authority, whose next certificates ended yesterday.
  public Authority expired() {
    return until(Instant.now().minus(Duration.ofDays(1)));
  }

  /// For a server of this machine.
  public Issued server() {
    return server("DNS:localhost", "IP:127.0.0.1", "IP:::1");
  }

  /// For a server.
  ///
  /// @param names each as `DNS:name` or `IP:address`
  public Issued server(String... names) {
    return issue("CN=server", FOR_SERVERS, names);
  }

  /// For a client.
  ///
  /// @param dn its distinguished name, such as `CN=billing,O=Acme`
  /// @param names the alternative ones: `DNS:`, `IP:`, `URI:` or `email:`
  public Issued client(String dn, String... names) {
    return issue(dn, FOR_CLIENTS, names);
  }

  private Issued issue(String dn, String purpose, String... names) {
    try {
      var pair = keys();
      return new Issued(
          pair.getPrivate(), List.of(issue(dn, purpose, pair.getPublic(), names), certificate));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No certificate was made for " + dn, e);
    }
  }

  private X509Certificate issue(String dn, String purpose, PublicKey key, String... names)
      throws GeneralSecurityException {
    var uses = extension(EXTENDED_KEY_USAGE, sequence(id(purpose)));
    var alternatives =
        names.length == 0
            ? new byte[0]
            : extension(
                ALTERNATIVE_NAMES,
                sequence(Stream.of(names).map(Authority::name).toArray(byte[][]::new)));
    var issuer = certificate.getSubjectX500Principal();
    return signed(keys, body(issuer, new X500Principal(dn), end, key, uses, alternatives));
  }

  /// What is signed: version 3, a number, who signs, from when to when, whose it is, the key and
  /// what is said of it.
  private static byte[] body(
      X500Principal issuer, X500Principal owner, Instant end, PublicKey key, byte[]... extensions) {
    return sequence(
        explicit(0, integer(BigInteger.TWO)),
        integer(new BigInteger(SERIAL_BITS, new SecureRandom())),
        ALGORITHM,
        issuer.getEncoded(),
        sequence(time(begin(end)), time(end)),
        owner.getEncoded(),
        key.getEncoded(),
        explicit(3, sequence(extensions)));
  }

  /// Before now, and before the end.
  private static Instant begin(Instant end) {
    var now = Instant.now();
    return (end.isBefore(now) ? end : now).minus(BACK);
  }

  private static X509Certificate signed(KeyPair keys, byte[] body) throws GeneralSecurityException {
    var signer = Signature.getInstance(SIGNED_BY);
    signer.initSign(keys.getPrivate());
    signer.update(body);
    var bytes = sequence(body, ALGORITHM, bits(0, signer.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(bytes));
  }

  private static byte[] extension(String id, byte[] value) {
    return sequence(id(id), octets(value));
  }

  private static byte[] name(String typed) {
    var value = typed.substring(typed.indexOf(':') + 1);
    var text = value.getBytes(StandardCharsets.US_ASCII);
    return switch (typed.substring(0, typed.indexOf(':'))) {
      case "email" -> tagged(0x81, text);
      case "DNS" -> tagged(0x82, text);
      case "URI" -> tagged(0x86, text);
      case "IP" -> tagged(0x87, InetAddress.ofLiteral(value).getAddress());
      default -> throw new IllegalArgumentException(typed + " is no DNS:, IP:, URI: or email:");
    };
  }

  /// The authority's own certificate.
  public X509Certificate certificate() {
    return certificate;
  }

  public String pem() {
    return Pem.of(certificate);
  }

  /// Writes its certificate into a file, `name.crt`.
  public Path write(Path folder, String name) {
    return Pem.write(folder.resolve(name + ".crt"), pem());
  }

  /// What a client needs to trust this authority's servers.
  public SSLContext trusted() {
    return Trust.in(certificate, null);
  }

  /// The same for a client that shows a certificate.
  public SSLContext trustedBy(Issued client) {
    return Trust.in(certificate, client);
  }
}
