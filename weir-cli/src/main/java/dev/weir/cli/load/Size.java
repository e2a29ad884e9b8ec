package dev.weir.cli.load;

import dev.weir.cli.units.Amounts;
import picocli.CommandLine.ITypeConverter;

/// Reads `1KiB`.
public final class Size implements ITypeConverter<Long> {
  @Override
  public Long convert(String text) {
    return Amounts.bytes(text);
  }
}
