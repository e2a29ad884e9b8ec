package dev.weir.gateway.web;

import dev.weir.config.RestConfig;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Field;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.net.Lines;
import dev.weir.gateway.net.Watched;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An endpoint for web pages of other origins too, as far as `rest.cors` names them.
///
/// A page of any other origin gets no answer that it may read, and changes nothing: a browser sends
/// simple requests for any page that it shows, and asks nobody before.
///
/// @param endpoint what answers
/// @param settings those in force
public record Cors(Endpoint endpoint, Supplier<RestConfig> settings) implements Endpoint {
  private static final String ALL = "*";
  private static final String ORIGIN = "Origin";
  private static final String METHOD = "Access-Control-Request-Method";
  private static final String HEADERS = "Access-Control-Request-Headers";
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~, -]{1,1000}");

  /// What a script may read of an answer beside its body.
  private static final Field EXPOSED =
      new Field(
          "Access-Control-Expose-Headers",
          "Allow, Location, Retry-After, X-Request-Id, Weir-Acks, Weir-Problem, Weir-Problem-Code,"
              + " Weir-Uncertain, Idempotent-Replayed");

  @Override
  public @Nullable Answer refusal(Head head) {
    try {
      return refusal(head, settings.get());
    } catch (RestException e) {
      return new ConfluentErrors(settings).answer(head, e);
    }
  }

  private @Nullable Answer refusal(Head head, RestConfig config) {
    var granted = granted(head, config);
    if (granted != null && isPreflight(head)) return preflight(head, granted);
    if (granted == null && changes(head) && isFromElsewhere(head, config)) return refused(head);
    var refusal = endpoint.refusal(head);
    return refusal == null ? null : marked(refusal, fields(head));
  }

  @Override
  public Answer told(Head head, Answer answer) {
    return marked(endpoint.told(head, answer), fields(head));
  }

  @Override
  public @Nullable Lines lines(Head head) {
    var lines = endpoint.lines(head);
    if (lines == null) return null;
    var fields = fields(head);
    return fields.isEmpty() ? lines : lines.with(fields);
  }

  @Override
  public boolean hangsUp(Answer answer) {
    return endpoint.hangsUp(answer);
  }

  /// Hot.
  @Override
  public void handle(Exchange exchange) {
    var fields = fields(exchange);
    if (fields.isEmpty()) {
      endpoint.handle(exchange);
    } else {
      endpoint.handle(new Watched(exchange, answer -> exchange.answer(marked(answer, fields))));
    }
  }

  private static Answer marked(Answer answer, List<Field> fields) {
    var marked = answer;
    for (var field : fields) marked = marked.with(field.name(), field.value());
    return marked;
  }

  /// Hot. Whether there is an origin or not, what keeps answers has to know that it matters.
  private List<Field> fields(Head head) {
    var config = settings.get();
    if (config.origins().isEmpty()) return List.of();
    var fields = new ArrayList<Field>();
    if (!config.origins().contains(ALL)) fields.add(new Field("Vary", ORIGIN));
    var granted = granted(head, config);
    if (granted == null) return fields;
    fields.add(granted);
    fields.add(EXPOSED);
    return fields;
  }

  /// What lets a page read the answer, or null.
  private static @Nullable Field granted(Head head, RestConfig config) {
    var origin = head.header(ORIGIN);
    if (origin == null) return null;
    var origins = config.origins();
    var name = origins.contains(ALL) ? ALL : origins.contains(origin) ? origin : null;
    return name == null ? null : new Field("Access-Control-Allow-Origin", name);
  }

  private static boolean isPreflight(Head head) {
    return head.method().equals("OPTIONS") && head.header(METHOD) != null;
  }

  private static Answer preflight(Head head, Field granted) {
    var wanted = head.header(HEADERS);
    var names = wanted != null && NAMES.matcher(wanted).matches() ? wanted : "Content-Type, Accept";
    return new Answer(204, null, new byte[0], List.of(granted))
        .with("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE")
        .with("Access-Control-Allow-Headers", names)
        .with("Access-Control-Max-Age", "600")
        .with("Vary", String.join(", ", ORIGIN, METHOD, HEADERS));
  }

  /// Whether it is more than a look: a read of records moves on.
  private static boolean changes(Head head) {
    return !READING.contains(head.method())
        || (head.path().startsWith("/consumers/") && !head.method().equals("OPTIONS"));
  }

  /// Whether a browser sends it for a page of another origin. Only browsers say so.
  private static boolean isFromElsewhere(Head head, RestConfig config) {
    var site = head.header("Sec-Fetch-Site");
    if (site != null) return !OWN_SITE.contains(site);
    var origin = head.header(ORIGIN);
    if (origin == null) return false;
    var host = head.header("Host");
    return !origin.equals("http://" + host)
        && !origin.equals("https://" + host)
        && !(Front.base(head, config) + "/").startsWith(origin + "/");
  }

  private Answer refused(Head head) {
    var error =
        RestException.plain(
            403,
            "A web page of another origin asked for it. rest.cors names the origins whose pages may call");
    return new ConfluentErrors(settings).answer(head, error);
  }
}
