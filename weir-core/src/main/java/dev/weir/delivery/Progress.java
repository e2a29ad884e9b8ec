package dev.weir.delivery;

/// How far a replay is. The lane's thread owns it.
final class Progress {
  /// Of a lane without a log.
  static final Progress NONE = new Progress();

  private static final long MEASURE_NANOS = 1_000_000_000;

  private boolean underWay;
  private boolean any;
  private long sent;
  private long begunNanos;
  private long endedNanos;

  /// The rate is measured from here on.
  private long markSent;

  private long markNanos;
  private double perSecond;

  void sent(long nowNanos) {
    if (!underWay) begin(nowNanos);
    sent++;
  }

  private void begin(long nowNanos) {
    underWay = true;
    any = true;
    sent = 0;
    markSent = 0;
    perSecond = 0;
    begunNanos = nowNanos;
    markNanos = nowNanos;
  }

  /// Nothing waits in the log any more.
  void ended(long nowNanos) {
    if (!underWay) return;
    underWay = false;
    endedNanos = nowNanos;
    perSecond = rate(sent, nowNanos - begunNanos);
  }

  /// @param left messages that wait in the log and are not with the sink
  SinkDetail.Replaying shown(Ledger ledger, long left, long nowNanos) {
    if (!any) return new SinkDetail.Replaying(0, left, 0, 0, 0);
    if (underWay && nowNanos - markNanos >= MEASURE_NANOS) measure(nowNanos);
    var now = perSecond == 0 ? rate(sent, nowNanos - begunNanos) : perSecond;
    return new SinkDetail.Replaying(
        sent, left, now, ledger.millis(begunNanos), underWay ? 0 : ledger.millis(endedNanos));
  }

  private void measure(long nowNanos) {
    perSecond = rate(sent - markSent, nowNanos - markNanos);
    markSent = sent;
    markNanos = nowNanos;
  }

  private static double rate(long count, long nanos) {
    return count * 1e9 / Math.max(1_000_000, nanos);
  }
}
