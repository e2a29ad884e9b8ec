package dev.weir.gateway.rest.peers;

import dev.weir.Caller;
import dev.weir.Role;
import dev.weir.gateway.door.Letters;
import dev.weir.gateway.net.Head;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// How a gateway tells another one for whom it passes a call on, so that no client can say so.
///
/// The id of a gateway's run is a secret that stands in the topic of claims alone: who can read
/// that is a gateway. Requests name the gateway by a hash of the id, and are sealed with the id.
///
/// | field | |
/// | --- | --- |
/// | `Weir-Peer` | the name of the gateway that it is for |
/// | `Weir-Peer-Caller` | for whom: base64 of name, roles and topics, a line each |
/// | `Weir-Peer-Seal` | HMAC-SHA256 of method, path, query, claim and caller |
///
/// @param gateway the id of this gateway's run
record Letter(String gateway) implements Letters {
  static final String CALLER = "Weir-Peer-Caller";
  static final String SEAL = "Weir-Peer-Seal";

  /// What a request may spend on it, beside what else its head has.
  private static final int CALLER_CHARS_MAX = 8 << 10;

  private static final String ANYBODY = "*";
  private static final String ALGORITHM = "HmacSHA256";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /// By which gateways are named where anybody may hear it.
  static String name(String gateway) {
    return seal(gateway, "name").substring(0, 22);
  }

  /// @param path with its query, as it is sent
  static String seal(String gateway, String method, String path, String claim, String caller) {
    return seal(gateway, String.join("\n", method, path, claim, caller));
  }

  private static String seal(String gateway, String text) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(gateway.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return ENCODER.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has " + ALGORITHM, e);
    }
  }

  @Override
  public @Nullable Caller bearer(Head head) {
    var seal = head.header(SEAL);
    var caller = head.header(CALLER);
    if (seal == null || caller == null || !name(gateway).equals(head.header(PeerClient.GATEWAY))) {
      return null;
    }
    var claim = head.header(PeerClient.CLAIM);
    var path = path(head.rawPath(), head.query());
    var own = seal(gateway, head.method(), path, claim == null ? "" : claim, caller);
    var proven =
        MessageDigest.isEqual(
            own.getBytes(StandardCharsets.UTF_8), seal.getBytes(StandardCharsets.UTF_8));
    return proven ? caller(caller) : null;
  }

  static String path(String raw, @Nullable String query) {
    return query == null || query.isEmpty() ? raw : raw + "?" + query;
  }

  /// Throws where so many topics are more than a request may say.
  static String text(Caller caller) {
    var anybody = caller.owner().isEmpty(); // who has all rights is somebody all the same
    var roles = caller.roles().stream().map(Role::name).collect(Collectors.joining(","));
    var lines =
        anybody
            ? List.of(caller.name(), ANYBODY)
            : List.of(caller.name(), roles, String.join(",", caller.topics()));
    var text = ENCODER.encodeToString(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    if (text.length() <= CALLER_CHARS_MAX) return text;
    throw new IllegalArgumentException("its caller has too many topics to tell of");
  }

  private static Caller caller(String text) {
    var lines =
        new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\n", -1);
    if (lines[1].equals(ANYBODY)) return Caller.anybody(lines[0]);
    var topics = lines.length < 3 ? List.<String>of() : List.of(lines[2].split(",", -1));
    return new Caller(lines[0], roles(lines[1]), topics);
  }

  private static Set<Role> roles(String text) {
    return Stream.of(text.split(","))
        .filter(role -> !role.isEmpty())
        .map(Role::valueOf)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Without the id.
  @Override
  public String toString() {
    return "Letter[]";
  }
}
