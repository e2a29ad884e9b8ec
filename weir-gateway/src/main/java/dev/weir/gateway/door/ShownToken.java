package dev.weir.gateway.door;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Head;

/// A token that a request shows.
record ShownToken(Door door, Head head, String token) {
  private static final String AS = "a token";

  /// Who keeps showing wrong ones waits, and is told so; a right one comes in all the same.
  Verdict judge(Tokens tokens) {
    var visitor = tokens.known(token);
    if (visitor != null) return new Verdict.In(visitor);
    return door.mayLook(head) ? verdict(tokens.judge(token), tokens) : door.wrong(head, AS);
  }

  private Verdict verdict(Tokens.Proof proof, Tokens tokens) {
    return switch (proof) {
      case Tokens.Proof.Of(var visitor) -> new Verdict.In(visitor);
      case Tokens.Proof.Wrong(var why) -> door.wrong(head, "%s (%s)".formatted(AS, why));
      case Tokens.Proof.Away _ -> new Verdict.Out(Words.away(), Reason.AWAY, AS);
      case Tokens.Proof.Unproven _ -> new Verdict.Unproven(new Later(this, tokens));
    };
  }

  /// What comes out when the keys have been read again.
  private record Later(ShownToken shown, Tokens tokens) implements Verdict.Proof {
    @Override
    public Verdict verdict() {
      var verdict = shown.verdict(tokens.prove(shown.token()), tokens);
      if (verdict instanceof Verdict.Out out) shown.door().refused(shown.head(), out);
      return verdict;
    }

    /// The next one will do: it is not its sender's fault.
    @Override
    public Answer tooLarge(int bytesMax) {
      tokens.want();
      return Words.away();
    }

    @Override
    public String toString() {
      return "Later[]";
    }
  }

  @Override
  public String toString() {
    return "ShownToken[]";
  }
}
