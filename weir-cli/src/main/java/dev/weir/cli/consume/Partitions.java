package dev.weir.cli.consume;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Numbers of partitions as they are written: `0,2-4`.
public record Partitions(List<Integer> numbers) {
  private static final int PARTITION_MAX = 100_000;

  /// For options.
  public static final class Converter implements ITypeConverter<Partitions> {
    @Override
    public Partitions convert(String text) {
      var numbers = new TreeSet<Integer>();
      for (var part : text.split(",", -1)) {
        if (!part.strip().matches("\\d{1,5}(-\\d{1,5})?")) throw wrong(text);
        var bounds = part.strip().split("-", -1);
        var first = Integer.parseInt(bounds[0]);
        var last = Integer.parseInt(bounds[bounds.length - 1]);
        if (last < first || last > PARTITION_MAX) throw wrong(text);
        IntStream.rangeClosed(first, last).forEach(numbers::add);
      }
      return new Partitions(List.copyOf(numbers));
    }

    private static TypeConversionException wrong(String text) {
      return new TypeConversionException("'%s' are no partitions such as 0,2-4".formatted(text));
    }
  }
}
