package dev.weir.cli.message;

/// Makes bytes readable. What it cannot read is a [Undecodable].
public interface Decoder {
  /// Leaves them as they are.
  Decoder NONE = Shown.Raw::new;

  Shown decode(byte[] bytes);
}
