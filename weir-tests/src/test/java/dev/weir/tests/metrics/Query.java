package dev.weir.tests.metrics;

import dev.weir.tests.metrics.Figures.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// A query in Prometheus' language, as much of it as our files use, and what it answers when there
/// were two looks at the page, a minute apart.
///
/// What the page does not have is an error and not an empty answer.
sealed interface Query {
  /// Two looks at the same page.
  record Looks(Figures before, Figures now) {}

  /// Labels and values.
  List<Series> answer(Looks looks);

  /// A number.
  record Constant(double value) implements Query {
    @Override
    public List<Series> answer(Looks looks) {
      return List.of(new Series("", Map.of(), value));
    }
  }

  /// What a label has to be.
  record Matcher(String label, String operator, String value) {
    boolean fits(Series series) {
      var actual = series.labels().getOrDefault(label, "");
      return switch (operator) {
        case "=" -> actual.equals(value);
        case "!=" -> !actual.equals(value);
        case "=~" -> Pattern.matches(value, actual);
        case "!~" -> !Pattern.matches(value, actual);
        default -> throw new AssertionError("no operator of labels: " + operator);
      };
    }
  }

  /// Series by name and labels.
  ///
  /// @param range the time behind it in brackets, or null
  record Selector(String name, List<Matcher> matchers, @Nullable String range) implements Query {
    @Override
    public List<Series> answer(Looks looks) {
      return in(looks.now());
    }

    List<Series> in(Figures page) {
      return page.all().stream()
          .filter(one -> one.name().equals(name))
          .filter(one -> matchers.stream().allMatch(matcher -> matcher.fits(one)))
          .toList();
    }
  }

  /// A function.
  record Call(String function, List<Query> arguments) implements Query {
    private static final double MINUTE = 60;

    @Override
    public List<Series> answer(Looks looks) {
      return switch (function) {
        case "rate" -> overTime(looks, (before, now) -> Math.max(0, now - before) / MINUTE);
        case "increase", "delta" -> overTime(looks, (before, now) -> now - before);
        case "changes" -> overTime(looks, (before, now) -> before == now ? 0 : 1);
        case "max_over_time" -> overTime(looks, Math::max);
        case "min_over_time" -> overTime(looks, Math::min);
        case "predict_linear" -> predicted(looks);
        case "abs" -> mapped(looks, Math::abs);
        case "absent" ->
            arguments.getFirst().answer(looks).isEmpty()
                ? List.of(new Series("", Map.of(), 1))
                : List.of();
        case "time" -> List.of(new Series("", Map.of(), System.currentTimeMillis() / 1e3));
        case "vector" -> arguments.getFirst().answer(looks);
        case "histogram_quantile" -> quantiles(looks);
        case "clamp_min" -> {
          var least = arguments.get(1).answer(looks).getFirst().value();
          yield mapped(looks, value -> Math.max(least, value));
        }
        default -> throw new AssertionError("no known function: " + function);
      };
    }

    private List<Series> mapped(Looks looks, DoubleUnaryOperator operator) {
      return arguments.getFirst().answer(looks).stream()
          .map(one -> new Series("", one.labels(), operator.applyAsDouble(one.value())))
          .toList();
    }

    private List<Series> overTime(Looks looks, DoubleBinaryOperator of) {
      if (!(arguments.getFirst() instanceof Selector selector) || selector.range() == null) {
        throw new AssertionError(function + " is for what has a range of time");
      }
      var counts = function.equals("rate") || function.equals("increase");
      if (counts != looks.now().grows(selector.name()) && !function.equals("changes")) {
        throw new AssertionError(function + " does not fit " + selector.name());
      }
      var then =
          selector.in(looks.before()).stream()
              .collect(Collectors.toMap(Series::labels, Series::value));
      return selector.answer(looks).stream()
          .map(now -> {
            var before = then.getOrDefault(now.labels(), now.value());
            return new Series("", now.labels(), of.applyAsDouble(before, now.value()));
          })
          .toList();
    }

    private List<Series> predicted(Looks looks) {
      var minutes = arguments.get(1).answer(looks).getFirst().value() / MINUTE;
      return overTime(looks, (before, now) -> now + (now - before) * minutes);
    }

    /// The bound of the bucket, which is exact enough to see that there is one.
    private List<Series> quantiles(Looks looks) {
      var part = arguments.getFirst().answer(looks).getFirst().value();
      var groups = new LinkedHashMap<Map<String, String>, List<Series>>();
      for (var bucket : arguments.get(1).answer(looks)) {
        if (!bucket.labels().containsKey("le")) throw new AssertionError("buckets have lost le");
        groups.computeIfAbsent(without(bucket.labels(), "le"), _ -> new ArrayList<>()).add(bucket);
      }
      var answer = new ArrayList<Series>();
      groups.forEach((labels, buckets) -> answer.add(new Series("", labels, bound(buckets, part))));
      return answer;
    }

    private static double bound(List<Series> buckets, double part) {
      var all = buckets.stream().mapToDouble(Series::value).max().orElse(0);
      if (all == 0) return Double.NaN;
      return buckets.stream()
          .filter(one -> one.value() >= part * all)
          .mapToDouble(one ->
              Double.parseDouble(one.labels().getOrDefault("le", "").replace("+Inf", "Infinity")))
          .min()
          .orElse(Double.NaN);
    }

    private static Map<String, String> without(Map<String, String> labels, String name) {
      var rest = new TreeMap<>(labels);
      rest.remove(name);
      return rest;
    }
  }

  /// What is summed up.
  record Aggregate(String operator, List<String> by, Query of) implements Query {
    @Override
    public List<Series> answer(Looks looks) {
      var groups = new LinkedHashMap<Map<String, String>, List<Double>>();
      for (var one : of.answer(looks)) {
        var labels = new TreeMap<>(one.labels());
        labels.keySet().retainAll(by);
        groups.computeIfAbsent(labels, _ -> new ArrayList<>()).add(one.value());
      }
      return groups.entrySet().stream()
          .map(group -> new Series("", group.getKey(), together(group.getValue())))
          .toList();
    }

    private double together(List<Double> values) {
      var all = values.stream().mapToDouble(Double::doubleValue);
      return switch (operator) {
        case "sum" -> all.sum();
        case "max" -> all.max().orElseThrow();
        case "min" -> all.min().orElseThrow();
        case "count" -> values.size();
        case "avg" -> all.average().orElseThrow();
        default -> throw new AssertionError("no known aggregation: " + operator);
      };
    }
  }

  /// Two with an operator between.
  ///
  /// @param on the labels that count, or null for all
  record Binary(String operator, @Nullable List<String> on, Query left, Query right)
      implements Query {
    @Override
    public List<Series> answer(Looks looks) {
      var lefts = left.answer(looks);
      var rights = right.answer(looks);
      return switch (operator) {
        case "or" -> {
          var all = new ArrayList<>(lefts);
          rights.stream().filter(one -> partner(one, lefts) == null).forEach(all::add);
          yield all;
        }
        case "and" -> lefts.stream().filter(one -> partner(one, rights) != null).toList();
        case "unless" -> lefts.stream().filter(one -> partner(one, rights) == null).toList();
        default -> joined(lefts, rights);
      };
    }

    private List<Series> joined(List<Series> lefts, List<Series> rights) {
      var answer = new ArrayList<Series>();
      for (var one : lefts) {
        var other = right instanceof Constant ? rights.getFirst() : partner(one, rights);
        if (other == null && isScalar(right)) other = rights.getFirst();
        if (other == null) continue;
        var value = value(one.value(), other.value());
        DoubleStream.of(value)
            .filter(each -> !comparison() || !Double.isNaN(each))
            .forEach(each -> answer.add(new Series("", one.labels(), each)));
      }
      return answer;
    }

    private static boolean isScalar(Query query) {
      return switch (query) {
        case Constant _ -> true;
        case Call call -> call.function().equals("time");
        case Binary both -> isScalar(both.left()) && isScalar(both.right());
        default -> false;
      };
    }

    private boolean comparison() {
      return "== != > < >= <=".contains(operator);
    }

    /// A comparison that does not hold is no number.
    private double value(double one, double other) {
      return switch (operator) {
        case "+" -> one + other;
        case "-" -> one - other;
        case "*" -> one * other;
        case "/" -> one / other;
        case "==" -> one == other ? one : Double.NaN;
        case "!=" -> one != other ? one : Double.NaN;
        case ">" -> one > other ? one : Double.NaN;
        case "<" -> one < other ? one : Double.NaN;
        case ">=" -> one >= other ? one : Double.NaN;
        case "<=" -> one <= other ? one : Double.NaN;
        default -> throw new AssertionError("no known operator: " + operator);
      };
    }

    private @Nullable Series partner(Series one, List<Series> others) {
      return others.stream().filter(other -> key(other).equals(key(one))).findFirst().orElse(null);
    }

    private Map<String, String> key(Series series) {
      if (on == null) return series.labels();
      var labels = new TreeMap<>(series.labels());
      labels.keySet().retainAll(on);
      return labels;
    }
  }
}
