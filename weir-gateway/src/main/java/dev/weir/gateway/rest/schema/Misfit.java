package dev.weir.gateway.rest.schema;

/// Says that a value and a schema do not go together, and where in the value that shows.
///
/// The place is put together on the way out, so what fits costs nothing.
final class Misfit extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int SHOWN_MAX = 120;

  private final StringBuilder path = new StringBuilder();
  private final String why;

  Misfit(String why) {
    super(why, null, false, false);
    this.why = why;
  }

  /// One whose place is known as a whole.
  Misfit(String path, String why) {
    this(why);
    this.path.append(path);
  }

  Misfit in(String field) {
    path.insert(0, "." + shown(field));
    return this;
  }

  Misfit at(int index) {
    path.insert(0, "[" + index + "]");
    return this;
  }

  @Override
  public String getMessage() {
    return "$%s: %s".formatted(path, why);
  }

  /// A part of somebody's data, short enough for a message.
  static String shown(String text) {
    return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
  }
}
