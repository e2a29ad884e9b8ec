import type { Lane } from "./types.ts";

const STATES = [
  { name: "closed", text: "closed", x: 1 },
  { name: "open", text: "open", x: 176 },
  { name: "half_open", text: "half-open", x: 351 },
] as const;

/** The breaker as it is drawn in the manual, its state lit. */
export function Machine(props: { lane: Lane }) {
  const { lane } = props;
  return (
    <svg class="machine" viewBox="0 6 440 90" role="img" aria-label={spoken(lane)}>
      <defs>
        <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
          <path d="M0 0 8 4 0 8z" />
        </marker>
      </defs>
      <path class="way" d="M89 51H173" />
      <path class="way" d="M264 51H348" />
      <path class="way" d="M395 36C395 6 45 6 45 33" />
      <path class="way" d="M395 66C395 96 220 96 220 69" />
      <text x="131" y="44">{failures(lane)}</text>
      <text x="306" y="44">{lane.held ? "reset" : "a pause"}</text>
      <text x="220" y="18">{successes(lane)}</text>
      <text x="308" y="92">a failure</text>
      {STATES.map(({ name, text, x }) => (
        <g key={name} class={name === lane.breaker ? `state lit ${name}` : "state"}>
          <rect x={x} y="36" width="88" height="30" rx="6" />
          <text x={x + 44} y="55.5">
            {name === "open" && lane.held ? "open, held" : text}
          </text>
        </g>
      ))}
    </svg>
  );
}

function failures(lane: Lane): string {
  return lane.breaker === "closed" && lane.failures > 0 ? `${lane.failures} of ${lane.failuresMax} failures` : `${lane.failuresMax} failures`;
}

function successes(lane: Lane): string {
  return lane.breaker === "half_open" ? `${lane.successes} of ${lane.successesMax} successes` : `${lane.successesMax} successes`;
}

function spoken(lane: Lane): string {
  const now = lane.breaker.replace("_", "-");
  return `The breaker of ${lane.sink} is ${now}${lane.held ? ", held by hand" : ""}. Closed opens after ${lane.failuresMax} failures in a row; open becomes half-open after a pause; half-open closes after ${lane.successesMax} successes and opens at a failure.`;
}
