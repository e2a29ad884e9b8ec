package dev.weir.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A certificate that nobody signed but itself, for this machine's own address, as files.
record Certificate(Path store, Path pem, Path key) {
  static final String PASSWORD = "changeit";

  private static final String ALIAS = "weir";

  static Certificate make(Path folder, String name) throws Exception {
    Files.createDirectories(folder);
    var store = folder.resolve(name + ".p12");
    keytool(store, name);
    var certificate =
        new Certificate(store, folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
    certificate.export();
    return certificate;
  }

  /// Puts this one in the place of that one, for those who read its PEM files.
  void replace(Certificate other) throws IOException {
    Files.writeString(other.pem, Files.readString(pem));
    Files.writeString(other.key, Files.readString(key));
  }

  private void export() throws GeneralSecurityException, IOException {
    var password = PASSWORD.toCharArray();
    var keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password);
    }
    Files.writeString(pem, text("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
    Files.writeString(key, text("PRIVATE KEY", keys.getKey(ALIAS, password).getEncoded()));
  }

  private static String text(String kind, byte[] content) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind);
  }

  private static void keytool(Path store, String name) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-validity", "2"));
    command.addAll(List.of("-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1"));
    command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) throw new IllegalStateException(said);
  }
}
