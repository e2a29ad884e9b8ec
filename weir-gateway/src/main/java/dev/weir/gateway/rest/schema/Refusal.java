package dev.weir.gateway.rest.schema;

/// The registry's own word that it has not got something, or does not take it.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int NOT_FOUND = 404;

  private final int status;

  /// @param why in the registry's words
  Refusal(int status, String why) {
    super(why, null, false, false);
    this.status = status;
  }

  /// Whether there is no such subject, version or schema.
  boolean isAbsence() {
    return status == NOT_FOUND;
  }
}
