package dev.weir.gateway.tls;

import dev.weir.config.ConfigException;
import dev.weir.config.TlsConfig;
import dev.weir.config.TlsConfig.Clients;
import dev.weir.gateway.net.Encryption.Terms;
import dev.weir.tls.Authorities;
import dev.weir.tls.Identity;
import dev.weir.tls.TlsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What stood in the files that `tls:` names when they were read, so that what is compared is also
/// what is used.
final class Contents {
  private static final int BYTES_MAX = 1 << 20;

  private final TlsConfig config;
  private final Map<Path, byte[]> bytes = new LinkedHashMap<>();
  private final Map<Path, String> unread = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private Contents(TlsConfig config) {
    this.config = config;
  }

  static Contents read(TlsConfig config) {
    var contents = new Contents(config);
    contents.take(config.certificate());
    contents.take(config.key());
    contents.take(config.keystore());
    contents.take(config.clientCa());
    return contents;
  }

  private void take(@Nullable Path path) {
    if (path == null) return;
    try {
      if (Files.size(path) > BYTES_MAX) throw new IOException("it is larger than 1 MiB");
      bytes.put(path, Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      unread.put(path, "is not there. Correct the path");
    } catch (AccessDeniedException e) {
      unread.put(path, "may not be read. Let the user that Weir runs as read it");
    } catch (IOException e) {
      unread.put(path, "cannot be read: %s. See to the disk".formatted(e.getMessage()));
    }
  }

  /// The same for the same bytes and settings.
  String digest() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      bytes.values().forEach(digest::update);
      digest.update((unread + config.password() + config).getBytes(StandardCharsets.UTF_8));
      return Arrays.toString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }

  /// What they make together.
  ///
  /// @throws ConfigException with all that is wrong with them
  Terms terms() {
    problems.clear();
    var own = own();
    var clients =
        config.clients() == Clients.NONE
            ? null
            : in("client-ca", config.clientCa(), file -> Authorities.of(text(file)));
    if (own == null || !problems.isEmpty()) throw ConfigException.about(problems);
    return new Terms(own, clients, config.clients() == Clients.REQUIRE);
  }

  private @Nullable Identity own() {
    if (config.keystore() != null) {
      return in("keystore", config.keystore(), file -> Identity.ofStore(file, config.password()));
    }
    var chain = in("certificate", config.certificate(), file -> Identity.chain(text(file)));
    if (chain == null) return null;
    return in("key", config.key(), file -> Identity.of(chain, text(file), config.password()));
  }

  private <T> @Nullable T in(String key, @Nullable Path path, Function<byte[], T> read) {
    if (path == null) return null; // the settings were found whole
    var file = bytes.get(path);
    try {
      if (file != null) return read.apply(file);
      problem(key, path, unread.getOrDefault(path, "was not read"));
    } catch (TlsException e) {
      problem(key, path, String.valueOf(e.getMessage()));
    }
    return null;
  }

  private void problem(String key, Path path, String text) {
    problems.add("tls.%s: %s %s".formatted(key, path, text));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
