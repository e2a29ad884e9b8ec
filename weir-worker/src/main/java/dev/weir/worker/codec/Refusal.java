package dev.weir.worker.codec;

/// What the registry has to say against a question, by its own numbers.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int NO_SUBJECT = 40401;
  private static final int NO_VERSION = 40402;
  private static final int NO_SCHEMA = 40403;

  private final int code;

  Refusal(int code, String message) {
    super("%s (%d)".formatted(message, code));
    this.code = code;
  }

  /// Not so if just the address is unknown: then it is no registry that answers.
  boolean isUnknownSchema() {
    return code == NO_SCHEMA;
  }

  boolean isAbsence() {
    return code == NO_SUBJECT || code == NO_VERSION || code == NO_SCHEMA;
  }
}
