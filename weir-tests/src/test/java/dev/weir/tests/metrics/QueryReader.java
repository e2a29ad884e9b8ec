package dev.weir.tests.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a query. Grafana's variables stand for all there is.
final class QueryReader {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(\"[^\"]*\"|\\[[^]]*]|[a-zA-Z_:][a-zA-Z0-9_:]*|[0-9.]+(?:e[0-9]+)?|=~|!~|==|!=|>=|<=|\\S)");
  private static final List<Set<String>> LEVELS =
      List.of(
          Set.of("or"),
          Set.of("and", "unless"),
          Set.of("==", "!=", ">", "<", ">=", "<="),
          Set.of("+", "-"),
          Set.of("*", "/"));
  private static final Set<String> AGGREGATIONS = Set.of("sum", "max", "min", "avg", "count");

  private final List<String> tokens = new ArrayList<>();
  private final String text;
  private int at;

  private QueryReader(String text) {
    this.text = text;
    TOKEN.matcher(text).results().forEach(token -> tokens.add(token.group(1)));
  }

  static Query read(String text) {
    var reader =
        new QueryReader(
            text.replace("$__rate_interval", "1m").replaceAll("\"\\$\\{?\\w+}?\"", "\".*\""));
    var query = reader.level(0);
    if (reader.at < reader.tokens.size()) throw reader.wrong("an end");
    return query;
  }

  private Query level(int level) {
    if (level == LEVELS.size()) return operand();
    var left = level(level + 1);
    while (LEVELS.get(level).contains(peek())) {
      var operator = next();
      var on = "on".equals(peek()) ? labels() : null;
      left = new Query.Binary(operator, on, left, level(level + 1));
    }
    return left;
  }

  /// Behind a word such as `by`.
  private List<String> labels() {
    next();
    expect("(");
    var labels = new ArrayList<String>();
    while (!")".equals(peek())) {
      labels.add(next());
      if (",".equals(peek())) next();
    }
    next();
    return labels;
  }

  private Query operand() {
    var token = next();
    if (token.equals("(")) {
      var inner = level(0);
      expect(")");
      return inner;
    }
    if (Character.isDigit(token.charAt(0))) return new Query.Constant(Double.parseDouble(token));
    if (AGGREGATIONS.contains(token)) return aggregate(token);
    if ("(".equals(peek())) return new Query.Call(token, arguments());
    return selector(token);
  }

  private Query aggregate(String operator) {
    var by = "by".equals(peek()) ? labels() : null;
    var of = arguments();
    if (by == null) by = "by".equals(peek()) ? labels() : List.of();
    return new Query.Aggregate(operator, by, of.getFirst());
  }

  private List<Query> arguments() {
    expect("(");
    var arguments = new ArrayList<Query>();
    while (!")".equals(peek())) {
      arguments.add(level(0));
      if (",".equals(peek())) next();
    }
    next();
    return arguments;
  }

  private Query selector(String name) {
    if (!name.matches("[a-zA-Z_:][a-zA-Z0-9_:]*")) throw wrong("a metric");
    var matchers = new ArrayList<Query.Matcher>();
    if ("{".equals(peek())) {
      next();
      while (!"}".equals(peek())) {
        matchers.add(new Query.Matcher(next(), next(), unquoted(next())));
        if (",".equals(peek())) next();
      }
      next();
    }
    var range = peek().startsWith("[") ? next() : null;
    return new Query.Selector(name, matchers, range);
  }

  private String unquoted(String token) {
    if (!token.startsWith("\"")) throw wrong("a text");
    return token.substring(1, token.length() - 1);
  }

  /// Nothing where it is over.
  private String peek() {
    return at < tokens.size() ? tokens.get(at) : "";
  }

  private String next() {
    if (at >= tokens.size()) throw wrong("more");
    return tokens.get(at++);
  }

  private void expect(String token) {
    if (!token.equals(next())) throw wrong("'" + token + "'");
  }

  private AssertionError wrong(String expected) {
    return new AssertionError("%s is expected at word %d of: %s".formatted(expected, at, text));
  }
}
