package dev.weir.worker.codec;

import dev.weir.worker.Codec.Context;
import dev.weir.worker.DecodeException;

/// Says which bytes, or which value, do not fit.
final class Misfit {
  private Misfit() {}

  static DecodeException of(Context context, String what, Throwable why) {
    var text = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
    return new DecodeException(text(context, what, text), why);
  }

  static DecodeException of(Context context, String what, String why) {
    return new DecodeException(text(context, what, why));
  }

  private static String text(Context context, String what, String why) {
    return "The %s of a record of '%s' is not %s: %s"
        .formatted(context.key() ? "key" : "value", context.topic(), what, why);
  }

  static IllegalArgumentException written(Context context, String what, Throwable why) {
    return new IllegalArgumentException(
        "A %s for '%s' cannot be written as %s: %s"
            .formatted(context.key() ? "key" : "value", context.topic(), what, why.getMessage()),
        why);
  }
}
