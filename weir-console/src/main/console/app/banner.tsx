import { age, timeOfDay } from "../kit/amounts.ts";
import { clock, useCell } from "../kit/cell.ts";
import { lastAt, link } from "../live/stream.ts";

/** A brief break is nobody's business: the stream comes back by itself within a second. */
const QUIET_MS = 2_500;

/** Says that the gateway is away, for how long, and from when the figures are. */
export function Banner() {
  const now = useCell(clock);
  const state = useCell(link);
  const at = useCell(lastAt);
  const gone = now - (at || state.since);
  if (state.kind === "live" || gone < QUIET_MS) return null;
  const refused = state.kind === "away" ? state.refused : undefined;
  return (
    <p class="banner">
      <span aria-hidden="true">✕ </span>
      {/* Read out once: what changes each second stands apart. */}
      <span role="alert">{(refused ?? "The gateway does not answer").replace(/[.]?$/, ".")} It is asked again by itself.</span>{" "}
      <span aria-hidden="true">
        Away for {age(gone)}.{at > 0 && ` What you see is from ${timeOfDay(at)}.`}
      </span>
    </p>
  );
}
