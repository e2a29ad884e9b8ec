package dev.weir.worker.codec;

import dev.weir.worker.DecodeException;
import java.util.List;

/// A schema that somebody has written with, as the registry tells it.
///
/// @param references the schemas that it needs, each after those that it needs itself
record Written(int id, String type, String text, List<String> references) {
  /// @throws DecodeException if it is of another kind
  Written checked(String wanted) {
    if (type.equals(wanted)) return this;
    throw new DecodeException(
        "The record is of schema %d, which is %s and not %s".formatted(id, type, wanted));
  }

  DecodeException broken(Throwable why) {
    return new DecodeException(
        "The record is of schema %d, which is broken: %s".formatted(id, why.getMessage()), why);
  }
}
