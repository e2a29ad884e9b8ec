package dev.weir.gateway.rest.v3;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Fields;
import dev.weir.gateway.web.RestException;
import java.util.Collection;
import java.util.List;

/// A call about our cluster.
///
/// @param id that of the cluster
/// @param cluster where it is
record Asked(Call call, String id, Place cluster) {
  private static final Answer DONE = new Answer(204, null, new byte[0], List.of());

  /// The answer that has nothing to say.
  Answer done() {
    return DONE;
  }

  /// What stands in the path in the place of `{parameter}`.
  String name(String parameter) {
    return call.name(parameter);
  }

  /// The same, where it is a number; another text is the number of nothing.
  int number(String parameter) {
    var text = call.name(parameter);
    try {
      var number = Integer.parseInt(text);
      if (number >= 0) return number;
    } catch (NumberFormatException _) {
      // refused below, as negative ones are
    }
    throw RestException.plain(404, "%s '%s' not found".formatted(parameter, text));
  }

  /// Whether a query has this parameter, in either of two spellings, and says yes.
  boolean wants(String snakeCase, String camelCase) {
    return Boolean.parseBoolean(call.query(snakeCase))
        || Boolean.parseBoolean(call.query(camelCase));
  }

  /// Those of the topics that are the caller's.
  List<String> theirs(Collection<String> topics) {
    var caller = call.caller();
    return topics.stream().filter(caller::covers).toList();
  }

  /// @param known the names that fields of the body may have
  Fields fields(String... known) {
    return Fields.of(call.body(), known);
  }

  Place topic(String name) {
    return cluster.one("topics", "topic", name);
  }

  Place broker(int id) {
    return cluster.one("brokers", "broker", id);
  }

  Place group(String id) {
    return cluster.one("consumer-groups", "consumer-group", id);
  }
}
