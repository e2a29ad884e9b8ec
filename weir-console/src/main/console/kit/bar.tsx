/** How much of a limit is used: green, from 80 % a warning, at the limit a failure; the words say the same. */
export function Bar(props: { used: number; of: number; label: string; words?: string }) {
  const share = props.of > 0 ? Math.min(1, props.used / props.of) : 0;
  const kind = share >= 1 ? "lost" : share >= 0.8 ? "stored" : "flow";
  return (
    <span class="bar-place">
      <span class="bar" role="meter" aria-label={props.label} aria-valuemin={0} aria-valuemax={props.of} aria-valuenow={props.used} aria-valuetext={props.words}>
        <span class={`bar-used ${kind}`} style={{ width: `${share * 100}%` }} />
      </span>
      {props.words && <span class="bar-words">{props.words}</span>}
    </span>
  );
}
