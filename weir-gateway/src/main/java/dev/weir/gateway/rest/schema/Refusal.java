package dev.weir.gateway.rest.schema;

import java.util.Set;

/// The registry's own word that it has not got something, or does not take it.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final Set<Integer> ABSENCES = Set.of(40401, 40402, 40403);
  private static final Set<Integer> UNKNOWN_CALLS = Set.of(404, 405, 501);

  private final int status;
  private final int code;

  /// @param code the registry's own number
  /// @param why in the registry's words
  Refusal(int status, int code, String why) {
    super(why, null, false, false);
    this.status = status;
    this.code = code;
  }

  /// Whether there is no such subject, version or schema.
  boolean isAbsence() {
    return ABSENCES.contains(code);
  }

  /// Whether it does not know what it was asked: some registries speak a part of the protocol.
  boolean isUnknownCall() {
    return UNKNOWN_CALLS.contains(status) && !isAbsence();
  }
}
