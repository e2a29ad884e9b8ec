package dev.weir.gateway.door;

import dev.weir.Problem;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Head;
import java.nio.charset.StandardCharsets;

/// What those are told who are not let in.
final class Words {
  private static final String CHALLENGE = "WWW-Authenticate";

  /// Not `Basic`, at which a browser would ask for a password itself, over the page.
  private static final String BEARER = "Bearer realm=\"weir\"";

  private static final String BOTH = "Basic realm=\"weir\", " + BEARER;

  private Words() {}

  static Answer no(int status, String why) {
    return Answer.text(status, "The request was refused: " + why + ".\n");
  }

  static Answer foreign() {
    return no(403, "a web page of another site asked for it. Use a program such as curl");
  }

  static Answer logIn() {
    return no(
        401,
        "it does not say who sends it. Log in at /console/, or send an API key: Authorization:"
            + " Bearer KEY, X-Api-Key: KEY, or basic authentication with the key's name and the"
            + " key");
  }

  static Answer ended() {
    return no(401, "the login has ended. Log in again");
  }

  /// The same whichever it was.
  static Answer wrong() {
    return no(
        401,
        "the user, the password, the key or the token is wrong. Correct it, or ask who set them"
            + " up");
  }

  /// Names the ways to say who one is, where an answer asks for that.
  static Answer challenging(Head head, Answer answer, boolean inner) {
    if (answer.status() != 401 || answer.has(CHALLENGE)) return answer;
    return answer.with(CHALLENGE, inner || Pages.isABrowser(head) ? BEARER : BOTH);
  }

  /// Whether it is ready and no more.
  static Answer brief(Answer answer) {
    var text = answer.status() < 300 ? "ready\n" : "not ready\n";
    return new Answer(
        answer.status(),
        answer.contentType(),
        text.getBytes(StandardCharsets.UTF_8),
        answer.fields());
  }

  static Answer later(long millis) {
    var seconds = Math.ceilDiv(millis, 1_000);
    return no(
            429,
            "too many attempts from there were wrong. Wait %d s, then try again".formatted(seconds))
        .after(millis);
  }

  static Answer tooLarge(int bytesMax) {
    return no(
        413,
        "with a password a body has %,d bytes at most. Send an API key, or log in"
            .formatted(bytesMax));
  }

  /// It is not the sender's fault, so it is no 401, at which clients give up.
  static Answer away() {
    return no(503, "the keys that tell whether its token is right are not there yet. Try again")
        .after(1_000);
  }

  static Answer stranger(String subject) {
    return no(
        403,
        "nobody is set up whose certificate is of '%s'. Ask whoever sets up callers"
                .formatted(subject)
            + " (auth.certificates)");
  }

  static Answer mistake() {
    return Answer.text(
            500,
            "The request failed: Weir made a mistake. Report it with the log, which has the"
                + " details.\n")
        .coded(Problem.Code.BUG);
  }

  static Answer busy() {
    return no(503, "too many log in at this moment. Try again").after(1_000);
  }
}
