package dev.weir.fuzz;

/// What has to hold whatever the bytes are; where it does not, that is a finding.
public final class Law {
  private Law() {}

  public static void holds(boolean held, String law) {
    if (!held) throw new AssertionError("It does not hold that " + law);
  }

  public static void same(Object expected, Object found, String law) {
    holds(expected.equals(found), "%s: %s, but %s".formatted(law, expected, found));
  }
}
