package dev.weir.wal;

/// What the sizes of a log follow from.
///
/// @param segmentBytes after which a new file is begun; one message alone may be larger
/// @param reserveBytes what stays free at the end of a file for acknowledgements
/// @param aheadBytes how far blocks are written before they are used
record Limits(long limitBytes, long segmentBytes, long reserveBytes, long aheadBytes) {
  private static final long SEGMENT_BYTES_MIN = 32 << 10;

  /// A log is made of four files at least.
  static Limits of(WalOptions options) {
    var segment =
        Math.clamp(
            options.segmentBytes(),
            SEGMENT_BYTES_MIN,
            Math.max(options.limitBytes() / 4, SEGMENT_BYTES_MIN));
    return new Limits(
        options.limitBytes(),
        segment,
        Math.min(segment / 16, 256 << 10),
        Math.min(segment / 8, 1 << 20));
  }

  /// What messages may take: one file is for acknowledgements and for putting files together.
  long messageBytes() {
    return limitBytes - segmentBytes;
  }

  /// What so many bytes of messages may come to in files, what each begins with included.
  long inFiles(long messageBytes) {
    var each = segmentBytes - reserveBytes - 2L * FileHeader.BYTES;
    return messageBytes + (messageBytes / each + 1) * 2 * FileHeader.BYTES;
  }

  /// From here on room is worth more than speed.
  boolean scarce(long bytes) {
    return bytes > limitBytes / 10 * 8;
  }
}
