package dev.weir.cli.shell;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;

/// A command's stderr until it is broken off.
final class Talk extends FilterWriter {
  private final BooleanSupplier over;

  private Talk(PrintWriter to, BooleanSupplier over) {
    super(to);
    this.over = over;
  }

  static PrintWriter until(BooleanSupplier over, PrintWriter to) {
    return new PrintWriter(new Talk(to, over), true);
  }

  @Override
  public void write(int sign) throws IOException {
    if (!over.getAsBoolean()) super.write(sign);
  }

  @Override
  public void write(char[] signs, int from, int length) throws IOException {
    if (!over.getAsBoolean()) super.write(signs, from, length);
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    if (!over.getAsBoolean()) super.write(text, from, length);
  }
}
