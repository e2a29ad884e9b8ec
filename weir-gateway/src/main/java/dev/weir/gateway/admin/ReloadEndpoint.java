package dev.weir.gateway.admin;

import dev.weir.config.ConfigException;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.web.Json;
import dev.weir.wal.WalException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `POST /admin/reload`: has the gateway read its settings again.
///
/// | status | body |
/// | --- | --- |
/// | 200 | `{"changed":["…"],"restart":["…"],"swapped":["…"]}` |
/// | 422 | `{"problems":["…"]}`: nothing has changed |
final class ReloadEndpoint implements Tasked.Task {
  private static final String SWAP = "swap=";

  private final Function<Set<String>, Reload> reload;

  ReloadEndpoint(Function<Set<String>, Reload> reload) {
    this.reload = reload;
  }

  @Override
  public Answer answer(Head head, byte[] body) {
    try {
      return done(reload.apply(swapped(head.query())));
    } catch (ConfigException e) {
      return Answers.problems(422, e.problems());
    } catch (IllegalArgumentException | IllegalStateException | WalException e) {
      return Answers.problems(422, List.of(String.valueOf(e.getMessage())));
    }
  }

  private static Set<String> swapped(@Nullable String query) {
    var names = new TreeSet<String>();
    if (query == null) return names;
    for (var parameter : query.split("&", -1)) {
      if (!parameter.startsWith(SWAP)) {
        throw new IllegalArgumentException(
            "'%s' is not understood: there is swap=SINK only".formatted(parameter));
      }
      names.addAll(List.of(parameter.substring(SWAP.length()).split(",", -1)));
    }
    return names;
  }

  private static Answer done(Reload done) {
    return Answers.of(json -> {
      json.writeStartObject();
      Json.strings(json, "changed", done.changed());
      Json.strings(json, "restart", done.restart());
      Json.strings(json, "swapped", done.swapped());
      json.writeEndObject();
    });
  }
}
