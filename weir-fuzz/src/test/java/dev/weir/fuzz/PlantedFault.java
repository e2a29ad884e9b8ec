package dev.weir.fuzz;

/// A law that one input in millions of millions breaks: whoever finds it was led there.
public final class PlantedFault {
  private PlantedFault() {}

  public static void fuzzerTestOneInput(byte[] input) {
    var led = input.length > 5 && input[0] == 'w' && input[1] == 'e' && input[2] == 'i';
    Law.holds(!led || input[3] != 'r' || input[4] != input[5], "this is seldom");
  }
}
