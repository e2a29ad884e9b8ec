package dev.weir.gateway.rest.schema;

/// Says why a schema cannot be used.
final class BadSchema extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final int LENGTH_MAX = 1_000;

  BadSchema(String why) {
    super(bounded(why), null, false, false);
  }

  /// Libraries may quote all of a schema.
  private static String bounded(String why) {
    return why.length() <= LENGTH_MAX ? why : why.substring(0, LENGTH_MAX) + "…";
  }
}
