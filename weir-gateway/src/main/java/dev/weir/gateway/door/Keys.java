package dev.weir.gateway.door;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Public keys that were read together. Two are equal where they have the same keys.
record Keys(List<Key> all) {
  private static final Logger log = LoggerFactory.getLogger(Keys.class);
  private static final int KEYS_MAX = 100;

  /// Reads a JWK set. Keys that we cannot use are passed over: there may be such for others.
  ///
  /// @throws IOException with a reason that reads on after the place
  static Keys parse(byte[] json) throws IOException {
    var keys = new ArrayList<Key>();
    for (var one : list(new String(json, StandardCharsets.UTF_8))) {
      var key = key(one);
      if (key != null) keys.add(key);
      if (keys.size() > KEYS_MAX) throw new IOException("it has more than 100 keys");
    }
    if (keys.isEmpty()) throw new IOException("it has no key that signs tokens");
    return new Keys(List.copyOf(keys));
  }

  private static List<Map<String, Object>> list(String json) throws IOException {
    try {
      var list = JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(json), "keys");
      if (list != null) return List.of(list);
    } catch (ParseException e) {
      throw new IOException("it is no set of keys: no JSON with a list 'keys'", e);
    }
    throw new IOException("it is no set of keys: it has no list 'keys'");
  }

  private static @Nullable Key key(Map<String, Object> json) {
    try {
      var key = JWK.parse(json);
      if (key.isPrivate()) {
        log.warn("The key '{}' is a private one. Here belong public keys alone", key.getKeyID());
      }
      return Key.of(key);
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      log.debug("A key for tokens was passed over: {}", e.getMessage());
      return null;
    }
  }

  boolean has(String thumbprint) {
    return all.stream().anyMatch(key -> key.thumbprint().equals(thumbprint));
  }

  @Override
  public String toString() {
    return "keys for tokens: " + String.join(", ", all.stream().map(Key::toString).toList());
  }
}
