import { useRef, useState } from "preact/hooks";
import { keep, kept } from "../kit/kept.ts";

const STORE = "weir.reader";
const MIN = 280;
const STEP = 24;

/** How wide the reader is, remembered. */
export function useReaderWidth(): [number, (width: number) => void] {
  const [width, setWidth] = useState(Number(kept(STORE)) || 440);
  return [
    width,
    (next) => {
      const fit = Math.round(Math.max(MIN, Math.min(next, window.innerWidth * 0.7)));
      keep(STORE, String(fit));
      setWidth(fit);
    },
  ];
}

/** What one drags, or moves with the arrows, to make the reader wider. */
export function Split(props: { width: number; onWidth: (width: number) => void }) {
  const from = useRef<{ x: number; width: number } | undefined>(undefined);
  return (
    <div
      class="split"
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the message"
      aria-valuenow={props.width}
      aria-valuemin={MIN}
      aria-valuemax={Math.round(window.innerWidth * 0.7)}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, width: props.width };
        event.preventDefault();
      }}
      onPointerMove={(event) => from.current && props.onWidth(from.current.width + from.current.x - event.clientX)}
      onPointerUp={() => (from.current = undefined)}
      onKeyDown={(event) => {
        const by = event.key === "ArrowLeft" ? STEP : event.key === "ArrowRight" ? -STEP : 0;
        if (by === 0) return;
        event.preventDefault();
        props.onWidth(props.width + by);
      }}
    />
  );
}
