package dev.weir.cli.completion;

/// A word that may be written, and what follows it.
///
/// @param means the command's own name where the word is an alias of it
record Choice(String word, String means, Expected expected, String description) {
  private static final int DESCRIPTION_MAX = 72;

  /// Cuts a text to its first sentence, on one line and not too long for a list.
  static String brief(String text) {
    var plain = text.replaceAll("<[^>]{1,40}>", "").replaceAll("\\s+", " ").strip();
    var sentence = plain.replaceFirst("(?<=[a-z)`'])\\. .*|\\.$", "");
    if (sentence.length() <= DESCRIPTION_MAX) return sentence;
    return sentence.substring(0, DESCRIPTION_MAX - 1).stripTrailing() + "…";
  }
}
