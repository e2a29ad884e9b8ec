package dev.weir.gateway.rest.schema;

/// Says why a schema cannot be used.
final class BadSchema extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadSchema(String why) {
    super(why, null, false, false);
  }
}
