package dev.weir.config;

/// `push:` — what `POST /push` answers where kprf told less than HTTP can.
///
/// @param statuses the status of a request that waited and of which every record failed
/// @param overRate what becomes of a request that did not wait and has records over a rate
public record PushConfig(Statuses statuses, OverRate overRate) {
  /// How failures show in the status.
  public enum Statuses {
    /// All of them are 500.
    KPRF,
    /// 413 for what is too large, 429 for what is over a rate, 503 for what may come again.
    HTTP
  }

  /// Whether a sender that does not wait is told of its rate.
  public enum OverRate {
    /// 200, as kprf has it; the records over the rate are dropped.
    ACCEPT,
    /// 429 and the entries of a request that waited; the same records are dropped.
    REFUSE
  }

  static PushConfig read(Section section) {
    return new PushConfig(
        section.choice("statuses", Statuses.KPRF), section.choice("over-rate", OverRate.ACCEPT));
  }
}
