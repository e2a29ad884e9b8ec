package dev.weir.gateway.door;

import dev.weir.Role;
import dev.weir.gateway.audit.Audit;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Doc;
import dev.weir.gateway.web.Fields;
import dev.weir.gateway.web.Json;
import dev.weir.gateway.web.ProblemErrors;
import dev.weir.gateway.web.RestException;
import dev.weir.gateway.web.Route;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/// `/api/session`: logs in and out, and tells who one is.
///
/// Each login is a session of its own: what a browser had before ends, and no id that it brought is
/// taken over.
///
/// @param known who is set up
record SessionRoutes(Door door, Known known, Sessions sessions) {
  private static final String SCHEMA = "Session";
  private static final String SET_COOKIE = "Set-Cookie";
  private static final String USER = "user";
  private static final String PASSWORD = "password";
  private static final String KEY = "key";

  List<Route> routes(Blocking blocking) {
    return Stream.of(
            Route.get(
                Door.SESSION,
                Doc.of("Tells who you are, and whether one has to log in.")
                    .gives(200, SCHEMA)
                    .fails(401, 403),
                blocking.resource(this::tell)),
            Route.post(
                Door.SESSION,
                Doc.of("Logs in with a user and a password, or with an API key.")
                    .takes("Login")
                    .gives(200, SCHEMA)
                    .fails(400, 401, 409, 429, 503),
                blocking.resource(this::begin)),
            Route.delete(
                Door.SESSION, Doc.of("Logs out.").gives(204), blocking.resource(this::end)))
        .map(Route::forAll)
        .toList();
  }

  private Answer tell(Call call) {
    var head = call.head();
    return switch (door.who(head)) {
      case Verdict.In(var visitor) -> told(visitor);
      case Verdict.Out out -> {
        door.refused(head, out);
        yield problem(head, out.answer());
      }
      case Verdict.Unproven(var proof) -> proven(head, proof, SessionRoutes::told);
      case Verdict.Anybody _ -> throw new IllegalStateException("everybody is asked here");
    };
  }

  private static Answer proven(Head head, Verdict.Proof proof, Function<Visitor, Answer> answer) {
    return switch (Door.verdict(proof)) {
      case Verdict.In(var visitor) -> answer.apply(visitor);
      case Verdict.Out out -> problem(head, out.answer());
      case Verdict.Anybody _, Verdict.Unproven _ ->
          throw new IllegalStateException("it was not looked at");
    };
  }

  private Answer begin(Call call) {
    if (known.nobody()) {
      throw RestException.plain(
          409,
          "Nobody is set up who could log in, so nobody needs to. Users are set up with"
              + " auth.users");
    }
    var head = call.head();
    var proof = proof(head, Fields.of(call.body(), USER, PASSWORD, KEY));
    return proven(head, proof, visitor -> loggedIn(head, visitor));
  }

  private Verdict.Proof proof(Head head, Fields fields) {
    if (fields.has(KEY)) {
      var key = fields.needed(KEY);
      return () -> door.prove(head, "a key", () -> known.byKey(key));
    }
    var basic = new Credentials.Basic(fields.needed(USER), fields.needed(PASSWORD));
    return () -> door.prove(head, basic);
  }

  private Answer loggedIn(Head head, Visitor visitor) {
    endPresent(head);
    var id = sessions.begin(visitor);
    Audit.loggedIn(visitor.title(), head);
    return told(visitor).with(SET_COOKIE, cookie(head, id));
  }

  private Answer end(Call call) {
    endPresent(call.head());
    return new Answer(204, null, new byte[0], List.of())
        .with(SET_COOKIE, cookie(call.head(), "") + "; Max-Age=0");
  }

  private void endPresent(Head head) {
    var id = Credentials.session(head);
    var visitor = id == null ? null : sessions.use(id);
    if (id == null || visitor == null) return;
    sessions.end(id);
    Audit.loggedOut(visitor.title(), head);
  }

  private static String cookie(Head head, String id) {
    var secure = isEncrypted(head) ? "; Secure" : "";
    return "%s=%s; Path=/; HttpOnly; SameSite=Strict%s".formatted(Credentials.COOKIE, id, secure);
  }

  /// By our port, or by the word of the proxy that does it; a wrong one harms its own client alone.
  private static boolean isEncrypted(Head head) {
    if (head.isEncrypted()) return true;
    var proto = head.header("X-Forwarded-Proto");
    var forwarded = head.header("Forwarded");
    return (proto != null && proto.strip().toLowerCase(Locale.ROOT).startsWith("https"))
        || (forwarded != null && forwarded.toLowerCase(Locale.ROOT).contains("proto=https"));
  }

  private static Answer told(Visitor visitor) {
    return Json.answer(json -> {
      json.writeStartObject();
      json.writeStringField("name", visitor.name());
      json.writeStringField("role", visitor.role());
      Json.strings(
          json, "roles", visitor.rights().roles().stream().sorted().map(Role::label).toList());
      Json.strings(json, "topics", visitor.rights().topics());
      json.writeBooleanField("login", visitor.kind() != Visitor.Kind.LOCAL);
      json.writeEndObject();
    });
  }

  private static Answer problem(Head head, Answer answer) {
    return new ProblemErrors().told(head, answer);
  }
}
