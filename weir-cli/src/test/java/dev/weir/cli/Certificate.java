package dev.weir.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/// A certificate for this machine's own address that nobody signed but itself, as files.
///
/// @param store PKCS#12, with [#PASSWORD]
public record Certificate(Path store, Path pem, Path key) {
  public static final String PASSWORD = "changeit";

  private static final String ALIAS = "weir";

  public static Certificate make(Path folder, String name, int days) throws Exception {
    var store = folder.resolve(name + ".p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var process =
        new ProcessBuilder(
                List.of(
                    keytool,
                    "-genkeypair",
                    "-alias",
                    ALIAS,
                    "-keyalg",
                    "EC",
                    "-validity",
                    Integer.toString(days),
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "san=ip:127.0.0.1",
                    "-keystore",
                    store.toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) throw new IllegalStateException(said);
    return exported(folder, name, store);
  }

  private static Certificate exported(Path folder, String name, Path store)
      throws GeneralSecurityException, IOException {
    var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    var certificate = keys.getCertificate(ALIAS).getEncoded();
    var key = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
    return new Certificate(
        store,
        pem(folder.resolve(name + ".pem"), "CERTIFICATE", certificate),
        pem(folder.resolve(name + ".key"), "PRIVATE KEY", key));
  }

  private static Path pem(Path file, String kind, byte[] content) throws IOException {
    var text = Base64.getMimeEncoder().encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind));
  }
}
