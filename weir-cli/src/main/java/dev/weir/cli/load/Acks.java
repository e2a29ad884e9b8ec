package dev.weir.cli.load;

import java.util.Arrays;

/// What Kafka has done when it acknowledges a message.
public enum Acks {
  NONE("0", "nothing is answered: all that is under way when a broker, the network or we fail"),
  LEADER("1", "what the leader had and its followers had not, when its broker fails"),
  ALL("all", "nothing while one in-sync replica lives, with min.insync.replicas of 2 or more");

  private final String word;
  private final String loses;

  Acks(String word, String loses) {
    this.word = word;
    this.loses = loses;
  }

  /// As Kafka has it.
  public String word() {
    return word;
  }

  /// What can be lost.
  public String loses() {
    return loses;
  }

  public static Acks of(String text) {
    var word = text.equals("-1") ? "all" : text.toLowerCase(java.util.Locale.ROOT);
    return Arrays.stream(values())
        .filter(one -> one.word.equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("'%s' is none of 0, 1, all".formatted(text)));
  }

  @Override
  public String toString() {
    return word;
  }
}
