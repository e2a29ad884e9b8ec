package dev.weir.gateway.rest.schema;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The patterns of JSON Schema, by the JDK's engine.
///
/// That engine goes back and tries otherwise, and some patterns of a few characters take years over
/// a text of forty. So the text counts how often it is looked at in one validation.
final class BoundedRegex implements RegularExpression {
  static final RegularExpressionFactory FACTORY = BoundedRegex::new;

  /// To read a pattern takes quadratic time, and the values of a format are patterns.
  private static final int LENGTH_MAX = 4_000;

  private final Pattern pattern;

  private BoundedRegex(String text) {
    if (text.length() > LENGTH_MAX) {
      throw new BadSchema("a pattern has more than %,d characters".formatted(LENGTH_MAX));
    }
    try {
      // What ECMA's dialect writes otherwise: its end is that of the text, not a line before it.
      this.pattern =
          Pattern.compile(text.endsWith("$") && !text.endsWith("\\$") ? end(text) : text);
    } catch (PatternSyntaxException e) {
      throw new BadSchema(
          "the pattern %s is wrong: %s".formatted(Misfit.shown(text), e.getDescription()));
    }
  }

  private static String end(String text) {
    return text.substring(0, text.length() - 1) + "\\z";
  }

  /// Whether it is found anywhere.
  @Override
  public boolean matches(String text) {
    try {
      return pattern.matcher(new Counted(text, 0, text.length(), BoundedSteps.underWay())).find();
    } catch (StackOverflowError _) {
      throw new Misfit("the pattern %s goes too deep".formatted(Misfit.shown(pattern.pattern())));
    }
  }

  private record Counted(String text, int from, int to, BoundedSteps steps)
      implements CharSequence {
    @Override
    public char charAt(int index) {
      steps.look();
      return text.charAt(from + index);
    }

    @Override
    public int length() {
      return to - from;
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text, from + start, from + end, steps);
    }

    @Override
    public String toString() {
      return text.substring(from, to);
    }
  }
}
