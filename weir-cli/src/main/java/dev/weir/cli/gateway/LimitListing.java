package dev.weir.cli.gateway;

import dev.weir.cli.terminal.Listing;
import dev.weir.cli.terminal.Listing.Cell;
import dev.weir.cli.units.Amounts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Limits as `/admin/limits` tells them, as rows.
final class LimitListing {
  private LimitListing() {}

  static Listing of(@Nullable Object told) {
    var listing = Listing.of("limit", "used", "of", "percent:%");
    if (!(told instanceof Map<?, ?> limits)) return listing;
    used(listing, "memory", limits.get("memory"), true);
    used(listing, "in-flight", limits.get("inFlight"), false);
    if (limits.get("logs") instanceof List<?> logs) {
      for (var log : logs) {
        if (log instanceof Map<?, ?> one) used(listing, "log " + one.get("sink"), one, true);
      }
    }
    listing.row("message-bytes", null, bytes(limits.get("messageBytes")), null);
    listing.row("request-bytes", null, bytes(limits.get("requestBytes")), null);
    listing.row("client-rate", null, rate(limits.get("clientRate"), false), null);
    listing.row("client-rate-bytes", null, rate(limits.get("clientRateBytes"), true), null);
    return listing;
  }

  private static void used(Listing listing, String name, @Nullable Object told, boolean bytes) {
    if (!(told instanceof Map<?, ?> one)
        || !(one.get("used") instanceof Long used)
        || !(one.get("limit") instanceof Long limit)) {
      return;
    }
    var share = limit == 0 ? 0 : 100.0 * used / limit;
    listing.row(name, bytes ? bytes(used) : used, bytes ? bytes(limit) : limit, share);
  }

  private static @Nullable Cell bytes(@Nullable Object told) {
    return told instanceof Long bytes ? new Cell(bytes, Amounts.text(bytes)) : null;
  }

  /// `{"amount":5000,"seconds":1}` as `5000/s`.
  static @Nullable Cell rate(@Nullable Object told, boolean ofBytes) {
    if (!(told instanceof Map<?, ?> rate) || !(rate.get("amount") instanceof Long amount)) {
      return null;
    }
    var per =
        switch (String.valueOf(rate.get("seconds"))) {
          case "60" -> "/m";
          case "3600" -> "/h";
          default -> "/s";
        };
    return new Cell(rate, (ofBytes ? Amounts.text(amount) : amount.toString()) + per);
  }
}
