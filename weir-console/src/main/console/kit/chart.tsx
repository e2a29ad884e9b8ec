import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { theme } from "../app/theme.ts";
import { rate, timeOfDay } from "./amounts.ts";
import { cell, useCell } from "./cell.ts";
import { draw } from "./draw.ts";
import { type Plot, plotOf } from "./plot.ts";

export type Colour = "flow" | "stored" | "violet" | "fine" | "pink" | "soft" | "lost";

export interface Series {
  readonly name: string;
  /** One for each time; null or undefined is a gap, and drawn as one. */
  readonly values: readonly (number | null | undefined)[];
  readonly colour?: Colour;
  readonly dash?: boolean;
}

export interface ChartProps {
  readonly title: string;
  /** Stands behind the title: "msg/s", "ms". */
  readonly unit: string;
  readonly series: readonly Series[];
  /** Milliseconds since 1970, rising. */
  readonly times: readonly number[];
  readonly stacked?: boolean;
  readonly height?: number;
  readonly format?: (value: number) => string;
  /** Figures are old: it is drawn grey. */
  readonly stale?: boolean;
}

/** The time that the pointer is at, over all charts. */
const cross = cell<number | undefined>(undefined);
/** Whether charts show themselves as tables. */
export const asTables = cell(false);

export function Chart(props: ChartProps) {
  const height = props.height ?? 160;
  const format = props.format ?? rate;
  const tables = useCell(asTables);
  const [own, setOwn] = useState(false);
  const id = useId();
  const plot = useMemo(() => plotOf(props.series, props.times, props.stacked ?? false), [props.series, props.times, props.stacked]);
  return (
    <figure class={props.stale ? "chart stale" : "chart"} aria-labelledby={id}>
      <figcaption class="chart-head">
        <span id={id} class="chart-title">
          {props.title} <span class="unit">{props.unit}</span>
        </span>
        <Legend plot={plot} format={format} />
        <button type="button" class="as-table" aria-pressed={tables || own} onClick={() => setOwn(!own)} title="As a table (t for all)">
          <span class="unseen">{props.title} </span>table
        </button>
      </figcaption>
      {tables || own ? <Figures plot={plot} format={format} height={height} label={props.title} /> : <Canvas plot={plot} format={format} height={height} label={`${props.title}, ${props.unit}`} />}
    </figure>
  );
}

/** Each series with its colour and the value at the cross-hair, or the last. */
function Legend(props: { plot: Plot; format: (value: number) => string }) {
  const time = useCell(cross);
  const { plot } = props;
  const at = time === undefined ? plot.times.length - 1 : plot.nearest(time);
  return (
    <span class="legend">
      {plot.lines.map((line) => {
        const value = line.values[at];
        return (
          <span key={line.name} class={`key ${line.colour}`}>
            <i class={line.dash ? "swatch dashed" : "swatch"} /> {line.name} <b>{value === null || value === undefined ? "–" : props.format(value)}</b>
          </span>
        );
      })}
      <span class="when">{time === undefined ? "" : timeOfDay(plot.times[at] ?? time)}</span>
    </span>
  );
}

interface DrawnProps {
  readonly plot: Plot;
  readonly format: (value: number) => string;
  readonly height: number;
  readonly label: string;
}

function Canvas(props: DrawnProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const now = useRef(props);
  now.current = props;
  useEffect(() => {
    if (!canvas.current) return;
    const surface = canvas.current;
    let asked = 0;
    const later = () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(() => draw(surface, { ...now.current, cross: cross.value }));
    };
    const size = new ResizeObserver(later);
    size.observe(surface);
    surface.addEventListener("drawn-anew", later);
    const stops = [cross.listen(later), theme.listen(later), () => size.disconnect(), () => cancelAnimationFrame(asked)];
    return () => stops.forEach((stop) => stop());
  }, []);
  useEffect(() => {
    canvas.current?.dispatchEvent(new Event("drawn-anew"));
  }, [props.plot, props.height]);
  const follow = (event: PointerEvent) => {
    const box = canvas.current?.getBoundingClientRect();
    if (box) cross.set(props.plot.timeAt(event.clientX - box.left, box.width));
  };
  return (
    <canvas
      ref={canvas}
      class="canvas"
      role="img"
      aria-label={props.label}
      style={{ height: `${props.height}px` }}
      onPointerMove={follow}
      onPointerLeave={() => cross.set(undefined)}
    />
  );
}

/** The same figures for those who do not see the drawing; the newest first. */
function Figures(props: DrawnProps) {
  const { plot } = props;
  const newest = plot.times.map((_, i) => i).reverse().slice(0, 60);
  return (
    <div class="table-scroll figures" style={{ maxHeight: `${props.height}px` }} tabIndex={0} role="region" aria-label={`${props.label}, figures`}>
      <table class="table dense">
        <thead>
          <tr>
            <th scope="col">time</th>
            {plot.lines.map((line) => (
              <th key={line.name} scope="col" class="right">
                {line.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {newest.map((at) => (
            <tr key={at}>
              <td>{timeOfDay(plot.times[at] ?? 0)}</td>
              {plot.lines.map((line) => {
                const value = line.values[at];
                return (
                  <td key={line.name} class="right">
                    {value === null || value === undefined ? "–" : props.format(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
