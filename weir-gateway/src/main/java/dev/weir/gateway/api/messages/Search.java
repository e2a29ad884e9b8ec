package dev.weir.gateway.api.messages;

import dev.weir.gateway.web.RestException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is looked for. All of it must be so; case does not matter.
///
/// ```
/// paid            in the key, the value or a header
/// "two words"     the same
/// key:42          in the key
/// value:oslo      in the value
/// h.type:paid     in the header named type; h.type: alone asks whether it is there
/// p:3             in this partition
/// ```
record Search(List<Term> terms, @Nullable Integer partition) {
  private static final Pattern TERM =
      Pattern.compile("(?:(key|value|p|h\\.[^\\s:\"]+):)?(?:\"([^\"]*)\"?|([^\\s\"]\\S*))?");

  private static final String HEADER = "h.";

  private enum Where {
    ANYWHERE,
    KEY,
    VALUE,
    HEADER
  }

  /// @param header its name, where it is about one
  private record Term(Where where, String header, String text) {}

  static Search of(@Nullable String text) {
    var terms = new ArrayList<Term>();
    Integer partition = null;
    var matcher = TERM.matcher(text == null ? "" : text);
    while (matcher.find()) {
      var field = matcher.group(1);
      var quoted = matcher.group(2);
      var word = quoted != null ? quoted : matcher.group(3) == null ? "" : matcher.group(3);
      if ("p".equals(field)) partition = number(word);
      else if (field != null || !word.isEmpty()) terms.add(term(field, word));
    }
    return new Search(List.copyOf(terms), partition);
  }

  private static Term term(@Nullable String field, String text) {
    if (field == null) return new Term(Where.ANYWHERE, "", text);
    if (field.startsWith(HEADER)) {
      return new Term(Where.HEADER, field.substring(HEADER.length()), text);
    }
    return new Term(field.equals("key") ? Where.KEY : Where.VALUE, "", text);
  }

  private static Integer number(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw RestException.plain(
              400, "'p:%s' names no partition. Write its number, as p:3".formatted(text))
          .because(e);
    }
  }

  boolean isAll() {
    return terms.isEmpty();
  }

  /// Hot.
  boolean finds(ReadMessage message) {
    for (var term : terms) {
      if (!finds(message, term)) return false;
    }
    return true;
  }

  private static boolean finds(ReadMessage message, Term term) {
    return switch (term.where) {
      case KEY -> has(message.key(), term.text);
      case VALUE -> has(message.value(), term.text);
      case HEADER -> inHeader(message, term);
      case ANYWHERE ->
          has(message.value(), term.text)
              || has(message.key(), term.text)
              || inHeaders(message, term.text);
    };
  }

  private static boolean inHeader(ReadMessage message, Term term) {
    for (var header : message.kafka().headers()) {
      if (!header.key().equalsIgnoreCase(term.header)) continue;
      if (term.text.isEmpty() || has(message.header(header.value()), term.text)) return true;
    }
    return false;
  }

  private static boolean inHeaders(ReadMessage message, String text) {
    for (var header : message.kafka().headers()) {
      if (contains(header.key(), text)) return true;
      if (has(message.header(header.value()), text)) return true;
    }
    return false;
  }

  private static boolean has(@Nullable Shown shown, String text) {
    return shown != null && contains(shown.text(), text);
  }

  /// Hot. Whatever the case.
  static boolean contains(String text, String wanted) {
    if (wanted.isEmpty()) return true;
    var lower = Character.toLowerCase(wanted.charAt(0));
    var upper = Character.toUpperCase(wanted.charAt(0));
    var last = text.length() - wanted.length();
    for (var i = 0; i <= last; i++) {
      var sign = text.charAt(i);
      if ((sign == lower || sign == upper)
          && text.regionMatches(true, i, wanted, 0, wanted.length())) return true;
    }
    return false;
  }
}
