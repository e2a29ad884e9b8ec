package dev.weir.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

final class PiecesTest {
  @Test
  void pieces_are_the_stream_whatever_the_cut() {
    for (var choice = 0; choice < 256; choice++) {
      var input = new byte[300];
      for (var i = 1; i < input.length; i++) input[i] = (byte) i;
      input[0] = (byte) choice;

      var joined = new ByteArrayOutputStream();
      Pieces.cut(input).forEach(joined::writeBytes);

      assertThat(joined.toByteArray()).isEqualTo(Pieces.whole(input).getFirst());
      assertThat(Pieces.cut(input)).hasSizeGreaterThan(5);
    }
  }

  @Test
  void zero_is_a_byte_at_a_time() {
    assertThat(Pieces.cut(new byte[] {0, 1, 2, 3})).hasSize(3);
  }
}
