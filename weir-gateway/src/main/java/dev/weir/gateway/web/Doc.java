package dev.weir.gateway.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the description of the API says of a route. `/openapi.json` is made of these.
///
/// @param summary one sentence
/// @param parameters those of the query
/// @param request the name of the schema of the body, or null where there is none
/// @param answers by status: the good ones and the errors that are its own
public record Doc(
    String summary, List<Parameter> parameters, @Nullable String request, List<Reply> answers) {
  /// The schema of an error.
  public static final String ERROR = "Error";

  /// One of the query. It may always be left out.
  ///
  /// @param type of JSON schema: `string`, `integer` or `boolean`
  public record Parameter(String name, String type, String meaning) {}

  /// One kind of answer.
  ///
  /// @param schema the name of the schema of its body, or null where there is none
  public record Reply(int status, @Nullable String schema) {}

  public static Doc of(String summary) {
    return new Doc(summary, List.of(), null, List.of());
  }

  public Doc query(String name, String type, String meaning) {
    return new Doc(summary, with(parameters, new Parameter(name, type, meaning)), request, answers);
  }

  /// The body of the request.
  public Doc takes(String schema) {
    return new Doc(summary, parameters, schema, answers);
  }

  public Doc gives(int status, String schema) {
    return new Doc(summary, parameters, request, with(answers, new Reply(status, schema)));
  }

  /// An answer without a body.
  public Doc gives(int status) {
    return new Doc(summary, parameters, request, with(answers, new Reply(status, null)));
  }

  /// The errors that are this route's own.
  public Doc fails(int... statuses) {
    var more = this;
    for (var status : statuses) more = more.gives(status, ERROR);
    return more;
  }

  private static <T> List<T> with(List<T> list, T one) {
    var more = new ArrayList<>(list);
    more.add(one);
    return List.copyOf(more);
  }
}
