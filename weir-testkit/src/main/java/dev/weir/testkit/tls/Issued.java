package dev.weir.testkit.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;

/// A certificate with its key.
///
/// @param chain the certificate, and its authority's
public record Issued(PrivateKey key, List<X509Certificate> chain) {
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /// The chain as text.
  public String certificatePem() {
    return chain.stream().map(Pem::of).collect(Collectors.joining());
  }

  /// The key as PKCS#8 text.
  public String keyPem() {
    return Pem.of(key);
  }

  /// Writes `name.crt` and `name.key`, each in one step, also over those that are there.
  public void write(Path folder, String name) {
    Pem.write(folder.resolve(name + ".key"), keyPem());
    Pem.write(folder.resolve(name + ".crt"), certificatePem());
  }

  /// Writes a PKCS#12 store, `name.p12`.
  public Path writeStore(Path folder, String name, String password) {
    var file = folder.resolve(name + ".p12");
    try (var out = Files.newOutputStream(file)) {
      store(password).store(out, password.toCharArray());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " was not written", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No key store was made", e);
    }
  }

  KeyStore store(String password) throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    var array = chain.toArray(X509Certificate[]::new);
    store.setKeyEntry("weir", key, password.toCharArray(), array);
    return store;
  }
}
