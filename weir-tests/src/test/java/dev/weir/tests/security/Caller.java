package dev.weir.tests.security;

import dev.weir.testkit.tls.Issued;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who asks, and by what they say who they are.
enum Caller {
  NOBODY(null, Map.of()),
  WRONG_KEY("Bearer weir_" + "x".repeat(43)),
  WRONG_PASSWORD(Accounts.basic("anna", "wrong")),
  UNKNOWN_USER(Accounts.basic("bert", "secret")),
  UNREADABLE("Digest x"),
  FORGED_TOKEN(Accounts.forged("operate")),
  SENDER_TOKEN(Accounts.token("produce")),
  READER_TOKEN(Accounts.token("read")),
  SENDER_KEY(Accounts.bearer(Accounts.SENDER_KEY)),
  READER_KEY(Accounts.bearer(Accounts.READER_KEY)),
  KEY_HEADER(null, Map.of("X-Api-Key", Accounts.SENDER_KEY)),
  KEY_AS_PASSWORD(Accounts.basic("reader", Accounts.READER_KEY)),
  PASSWORD(Accounts.basic("anna", "secret")),
  SHOP(Accounts.AUTHORITY.client("CN=shop"), Map.of()),
  DESK(Accounts.AUTHORITY.client("CN=desk"), Map.of()),
  OPS(Accounts.OPS, Map.of()),
  STRANGER(Accounts.STRANGER, Map.of()),
  FOREIGN_OPS(Accounts.OTHER_AUTHORITY.client("CN=ops"), Map.of()),
  ENDED_OPS(Accounts.AUTHORITY.expired().client("CN=ops"), Map.of()),
  OPS_WITH_READER_KEY(Accounts.OPS, authorization(Accounts.bearer(Accounts.READER_KEY))),
  OPS_WITH_WRONG_KEY(Accounts.OPS, authorization("Bearer weir_" + "x".repeat(43))),
  STRANGER_WITH_PASSWORD(Accounts.STRANGER, authorization(Accounts.basic("anna", "secret")));

  /// What they show in a handshake.
  @SuppressWarnings("ImmutableEnumChecker") // its list is a List.of
  final @Nullable Issued certificate;

  @SuppressWarnings("ImmutableEnumChecker") // a Map.of
  final Map<String, String> headers;

  Caller(String authorization) {
    this(null, authorization(authorization));
  }

  Caller(@Nullable Issued certificate, Map<String, String> headers) {
    this.certificate = certificate;
    this.headers = headers;
  }

  private static Map<String, String> authorization(String value) {
    return Map.of("Authorization", value);
  }
}
