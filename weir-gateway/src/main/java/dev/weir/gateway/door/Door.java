package dev.weir.gateway.door;

import dev.weir.Clock;
import dev.weir.Role;
import dev.weir.config.Address;
import dev.weir.config.AuthConfig;
import dev.weir.delivery.Budget;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Route;
import dev.weir.metrics.Metrics;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Knows who asks, on every way in. What they may do is for the endpoint behind it, or its [Rule].
///
/// ```
///              nobody is set up                      users or keys
/// [Entry]      everybody                             Authorization: Bearer KEY │ Basic │ X-Api-Key
/// [#before]    whoever is on this machine,           the same, and the cookie of a login
///              and our own page there
/// ```
///
/// What is set up is looked at with each request, so a reload counts at once. Any thread.
public final class Door implements Porter, AutoCloseable {
  static final String SESSION = "/api/session";

  private final Supplier<AuthConfig> settings;
  private final Loopback loopback;
  private final Known known;
  private final Sessions sessions;
  private final Attempts attempts;

  /// Those of an address that has to wait, by the user whose password they would be.
  private final Attempts guesses;

  private final Failures failures;
  private final Looks looks;
  private final Budget budget;

  /// @param operators where the port listens that has the console
  /// @param settings those in force
  /// @param budget the memory that bodies count in
  public Door(
      Address operators,
      Supplier<AuthConfig> settings,
      Budget budget,
      Metrics metrics,
      Clock clock) {
    this.settings = settings;
    this.loopback = Loopback.of(operators);
    this.known = new Known(settings, clock);
    this.sessions = new Sessions(() -> settings.get().session(), clock);
    this.attempts = new Attempts(clock);
    this.guesses = new Attempts(clock);
    this.failures = new Failures(metrics, clock);
    this.looks = new Looks(clock);
    this.budget = budget;
  }

  /// An endpoint for the console, which looks itself at what a caller may.
  public Endpoint before(Endpoint inside) {
    return new Behind(this, Rule.NONE, inside);
  }

  /// An endpoint for operators, who have all topics.
  public Endpoint before(Endpoint inside, Role role) {
    return new Behind(this, new Rule(role, true), inside);
  }

  /// The way in for messages at a port.
  public Entry entry(String port) {
    return new Entry(this, port, Loopback.ELSEWHERE, Letters.NONE);
  }

  /// How to log in and out.
  public List<Route> routes(Blocking blocking) {
    return new SessionRoutes(this, known, sessions).routes(blocking);
  }

  /// What a probe is told, of whom nothing is known.
  public Answer brief(Answer answer) {
    return known.nobody() ? answer : Words.brief(answer);
  }

  /// Whether a port asks nobody who sends messages there.
  boolean isOpen(String port) {
    return known.nobody() || settings.get().open().contains(port);
  }

  Budget budget() {
    return budget;
  }

  /// The settings in force.
  AuthConfig auth() {
    return settings.get();
  }

  @Override
  public Door door() {
    return this;
  }

  @Override
  public boolean inner() {
    return true;
  }

  @Override
  public Verdict judge(Head head) {
    if (!known.nobody() && head.path().equals(SESSION)) return guest(head);
    return who(head);
  }

  /// Who sends a request to the console or to operators, whatever it asks for.
  Verdict who(Head head) {
    if (known.nobody()) {
      var refusal = loopback.refusal(head);
      return refusal == null
          ? new Verdict.In(Visitor.LOCAL)
          : new Verdict.Out(refusal, Reason.FOREIGN);
    }
    return known(head, Credentials.of(head));
  }

  /// Who sends a request, as a program does: logins do not count.
  Verdict known(Head head) {
    return known(head, Credentials.ofProgram(head));
  }

  private Verdict known(Head head, Credentials credentials) {
    return switch (credentials) {
      case Credentials.Bearer(var key) -> byKey(head, key);
      case Credentials.Basic basic -> byPassword(head, basic);
      case Credentials.Session(var id) -> bySession(head, id);
      case Credentials.None _ -> byCertificate(head);
      case Credentials.Unreadable _ -> new Verdict.Out(Words.wrong(), Reason.WRONG);
    };
  }

  private Verdict byKey(Head head, String key) {
    if (known.tokens().take(key)) return new ShownToken(this, head, key).judge(known.tokens());
    var visitor = known.byKey(key);
    return visitor == null ? wrong(head, "a key") : new Verdict.In(visitor);
  }

  /// A browser shows its certificate for any page, as it sends cookies.
  private Verdict byCertificate(Head head) {
    var certificate = head.certificate();
    if (certificate == null || settings.get().certificates().isEmpty()) {
      return new Verdict.Out(Words.logIn(), Reason.MISSING);
    }
    var foreign = Pages.isABrowser(head) ? Pages.refusal(head) : null;
    if (foreign != null) return new Verdict.Out(foreign, Reason.FOREIGN);
    var visitor = known.byCertificate(certificate);
    if (visitor != null) return new Verdict.In(visitor);
    var subject = Certificates.shown(certificate);
    return new Verdict.Out(Words.stranger(subject), Reason.FORBIDDEN, "certificate of " + subject);
  }

  /// How many milliseconds an address has to wait before more of it is looked at.
  long waitMillis(Head head) {
    return attempts.waitMillis(Attempts.address(head));
  }

  /// Whether a token may be looked at, which takes a while: also one of an address that has to
  /// wait, for a proxy or a network has many behind it, but few of those.
  boolean mayLook(Head head) {
    return waitMillis(head) == 0 || looks.take();
  }

  Verdict wrong(Head head, String as) {
    var wait = waitMillis(head);
    return wait > 0
        ? new Verdict.Out(Words.later(wait), Reason.WAITING, as)
        : new Verdict.Out(Words.wrong(), Reason.WRONG, as);
  }

  /// A key may come as a password, with its own name or none: clients of the REST proxy send it so.
  /// What is no key may be a password; to tell at once that there is no such user would tell who is
  /// one.
  private Verdict byPassword(Head head, Credentials.Basic basic) {
    var key = basic.isKey() ? known.byKey(basic.password()) : null;
    if (key != null && (basic.user().isEmpty() || basic.user().equals(key.name()))) {
      return new Verdict.In(key);
    }
    if (basic.isKey() && !known.hasUsers()) return wrong(head, "a key");
    var visitor = known.byProof(basic);
    var wait = waitMillis(head);
    if (wait > 0 && (visitor == null || isGuessed(head, basic))) {
      if (visitor == null && known.isUser(basic.user())) guesses.begin(whom(head, basic));
      return new Verdict.Out(Words.later(wait), Reason.WAITING, basic.title());
    }
    return visitor == null
        ? new Verdict.Unproven(() -> known.together(head, basic, () -> prove(head, basic)))
        : new Verdict.In(visitor);
  }

  /// Whether an address that has to wait goes on with other passwords of a user: then it is told of
  /// none that they have proven, or it could try for nothing and as fast as it likes.
  private boolean isGuessed(Head head, Credentials.Basic basic) {
    return guesses.waitMillis(whom(head, basic)) > 0;
  }

  private static String whom(Head head, Credentials.Basic basic) {
    return Attempts.address(head) + " " + basic.user();
  }

  private Verdict bySession(Head head, String id) {
    var refusal = Pages.refusal(head);
    if (refusal != null) return new Verdict.Out(refusal, Reason.FOREIGN);
    var visitor = ofSession(id);
    return visitor == null
        ? new Verdict.Out(Words.ended(), Reason.MISSING)
        : new Verdict.In(visitor);
  }

  private @Nullable Visitor ofSession(String id) {
    var before = sessions.use(id);
    if (before == null) return null;
    var now = known.again(before);
    if (now == null) sessions.end(id);
    return now;
  }

  /// Whoever logs in is not known before; but no page of another site does it for them.
  private static Verdict guest(Head head) {
    var bySite = Pages.fromABrowser(head) || Credentials.session(head) != null;
    var refusal = bySite ? Pages.refusal(head) : null;
    return refusal == null
        ? new Verdict.In(Visitor.GUEST)
        : new Verdict.Out(refusal, Reason.FOREIGN);
  }

  /// Whether somebody who was let in still would be, as they are.
  boolean stillIn(Visitor visitor) {
    var session = visitor.session();
    var now = session == null ? known.again(visitor) : ofSession(session);
    return now != null && now.rights().equals(visitor.rights());
  }

  /// Looks at a password, and counts where it is wrong. Blocks.
  Verdict prove(Head head, Credentials.Basic basic) {
    return prove(head, basic.title(), () -> known.byPassword(basic));
  }

  /// Looks whose a secret is, and counts where it is nobody's.
  ///
  /// @param as who they say they are
  Verdict prove(Head head, String as, Supplier<@Nullable Visitor> look) {
    var address = Attempts.address(head);
    var wait = attempts.begin(address);
    if (wait > 0) return new Verdict.Out(Words.later(wait), Reason.WAITING, as);
    try {
      var visitor = look.get();
      if (visitor == null) {
        failures.note(Reason.WRONG, as, head);
        return new Verdict.Out(Words.wrong(), Reason.WRONG, as);
      }
      attempts.succeeded(address);
      return new Verdict.In(visitor);
    } catch (BusyException e) {
      attempts.succeeded(address); // nothing was looked at, so nothing was wrong
      throw e;
    }
  }

  /// What comes out after all. Blocks.
  static Verdict verdict(Verdict.Proof proof) {
    try {
      return proof.verdict();
    } catch (BusyException e) {
      return new Verdict.Out(Words.busy(), Reason.WAITING);
    }
  }

  /// Notes that a request was refused. Once for each.
  void refused(Head head, Verdict.Out out) {
    var wait = out.reason() == Reason.WRONG ? attempts.begin(Attempts.address(head)) : 0;
    if (wait == 0) failures.note(out.reason(), out.as(), head);
  }

  /// Notes that somebody may not do what they wanted to. Once for each.
  void forbidden(Head head, Visitor visitor) {
    failures.note(Reason.FORBIDDEN, visitor.title(), head, "role " + visitor.role());
  }

  @Override
  public void close() {
    known.close();
  }
}
