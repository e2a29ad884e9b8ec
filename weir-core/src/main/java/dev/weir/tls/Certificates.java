package dev.weir.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// Certificates as text.
final class Certificates {
  private Certificates() {}

  static List<X509Certificate> read(String text) {
    var all = new ArrayList<X509Certificate>();
    try {
      var factory = CertificateFactory.getInstance("X.509");
      for (var block : Pem.all(text)) {
        if (!block.title().endsWith("CERTIFICATE")) continue;
        var bytes = new ByteArrayInputStream(block.bytes());
        if (factory.generateCertificate(bytes) instanceof X509Certificate one) all.add(one);
      }
    } catch (GeneralSecurityException e) {
      throw new TlsException("has a damaged certificate. Have it made anew", e);
    }
    if (!all.isEmpty()) return List.copyOf(all);
    throw new TlsException("has no certificate in it. Name the file with BEGIN CERTIFICATE");
  }
}
