// Draws a chart on its canvas.
import { timeOfDay } from "./amounts.ts";
import type { Colour } from "./chart.tsx";
import { type Line, type Plot, ROOM_LEFT, ROOM_RIGHT } from "./plot.ts";

export interface Drawing {
  readonly plot: Plot;
  readonly format: (value: number) => string;
  readonly cross: number | undefined;
}

interface Frame {
  readonly pen: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  x(time: number): number;
  y(value: number): number;
  colour(name: Colour | "line" | "ink" | "ground"): string;
}

const ROOM_TOP = 8;
const ROOM_BOTTOM = 18;
const LABEL_HEIGHT = 13;

export function draw(canvas: HTMLCanvasElement, drawing: Drawing): void {
  const frame = frameOf(canvas, drawing.plot);
  if (!frame) return;
  grid(frame, drawing);
  const { plot } = drawing;
  if (plot.stacked) [...plot.lines.keys()].reverse().forEach((at) => area(frame, plot, at));
  for (const line of plot.lines) stroke(frame, plot, line);
  if (drawing.cross === undefined) ends(frame, drawing);
  else crossHair(frame, drawing, drawing.cross);
}

function frameOf(canvas: HTMLCanvasElement, plot: Plot): Frame | undefined {
  const { clientWidth: width, clientHeight: height } = canvas;
  const pen = canvas.getContext("2d");
  if (!pen || width === 0) return undefined;
  const dots = devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * dots)) canvas.width = Math.round(width * dots);
  if (canvas.height !== Math.round(height * dots)) canvas.height = Math.round(height * dots);
  const style = getComputedStyle(canvas);
  pen.setTransform(dots, 0, 0, dots, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.font = `11px ${style.fontFamily}`;
  return {
    pen,
    width,
    height,
    x: (time) => ROOM_LEFT + ((time - plot.from) / (plot.to - plot.from)) * (width - ROOM_LEFT - ROOM_RIGHT),
    y: (value) => height - ROOM_BOTTOM - (value / plot.most) * (height - ROOM_BOTTOM - ROOM_TOP),
    colour: (name) => style.getPropertyValue(`--${name}`),
  };
}

/** Nought, half and all as hairlines with their figures; the times at both ends and in the middle. */
function grid(frame: Frame, { plot, format }: Drawing): void {
  const { pen } = frame;
  pen.lineWidth = 1;
  pen.strokeStyle = frame.colour("line");
  pen.fillStyle = frame.colour("soft");
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (const value of [0, plot.most / 2, plot.most]) {
    const y = Math.round(frame.y(value)) + 0.5;
    pen.beginPath();
    pen.moveTo(ROOM_LEFT, y);
    pen.lineTo(frame.width - ROOM_RIGHT, y);
    pen.stroke();
    pen.fillText(format(value), ROOM_LEFT - 6, y);
  }
  if (plot.times.length > 1) times(frame, plot);
}

function times(frame: Frame, plot: Plot): void {
  const { pen, height } = frame;
  const middle = (plot.from + plot.to) / 2;
  const marks: [number, CanvasTextAlign][] = [
    [plot.from, "left"],
    [middle, "center"],
    [plot.to, "right"],
  ];
  pen.textBaseline = "bottom";
  for (const [time, align] of marks) {
    pen.textAlign = align;
    pen.fillText(timeOfDay(time), frame.x(time), height - 1);
  }
}

/** Calls back with each unbroken run of points. */
function runs(plot: Plot, line: Line, drawn: (from: number, to: number) => void): void {
  let from = -1;
  for (let i = 0; i <= plot.times.length; i++) {
    const here = i < plot.times.length && line.tops[i] !== null;
    const torn = i > 0 && (plot.times[i] ?? 0) - (plot.times[i - 1] ?? 0) > plot.gap;
    if (from >= 0 && (!here || torn)) {
      drawn(from, i - 1);
      from = -1;
    }
    if (here && from < 0) from = i;
  }
}

function path(frame: Frame, plot: Plot, line: Line, from: number, to: number): void {
  for (let i = from; i <= to; i++) frame.pen.lineTo(frame.x(plot.times[i] ?? 0), frame.y(line.tops[i] ?? 0));
}

function stroke(frame: Frame, plot: Plot, line: Line): void {
  const { pen } = frame;
  pen.strokeStyle = frame.colour(line.colour);
  pen.lineWidth = 1.5;
  pen.lineJoin = "round";
  pen.setLineDash(line.dash ? [4, 3] : []);
  runs(plot, line, (from, to) => {
    pen.beginPath();
    // A point alone between two gaps is seen too.
    if (from === to) pen.arc(frame.x(plot.times[from] ?? 0), frame.y(line.tops[from] ?? 0), 1, 0, 7);
    else path(frame, plot, line, from, to);
    pen.stroke();
  });
  pen.setLineDash([]);
}

/** Between a line and the one below it. */
function area(frame: Frame, plot: Plot, at: number): void {
  const { pen } = frame;
  const line = plot.lines[at];
  const below = plot.lines[at - 1];
  if (!line) return;
  pen.fillStyle = frame.colour(line.colour);
  pen.globalAlpha = 0.2;
  runs(plot, line, (from, to) => {
    pen.beginPath();
    path(frame, plot, line, from, to);
    for (let i = to; i >= from; i--) pen.lineTo(frame.x(plot.times[i] ?? 0), frame.y(below?.tops[i] ?? 0));
    pen.fill();
  });
  pen.globalAlpha = 1;
}

/** The last value at the end of each line, moved apart where they would cover each other. */
function ends(frame: Frame, { plot, format }: Drawing): void {
  const { pen } = frame;
  const last = plot.times.length - 1;
  const labels = plot.lines
    .map((line) => ({ line, top: line.tops[last], value: line.values[last] }))
    .filter((label): label is { line: Line; top: number; value: number } => typeof label.top === "number" && typeof label.value === "number")
    .map((label) => ({ ...label, y: frame.y(label.top) }))
    .sort((a, b) => b.y - a.y);
  // From the lowest upwards, each above the one before; the uppermost may not leave the drawing.
  let lowest = Math.max(frame.height - ROOM_BOTTOM, LABEL_HEIGHT * labels.length);
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  for (const label of labels) {
    const y = Math.min(label.y, lowest);
    pen.fillStyle = frame.colour(label.line.colour);
    pen.fillText(format(label.value), frame.width - ROOM_RIGHT + 6, Math.max(LABEL_HEIGHT / 2, y));
    lowest = y - LABEL_HEIGHT;
  }
}

function crossHair(frame: Frame, { plot }: Drawing, cross: number): void {
  const { pen } = frame;
  const at = plot.nearest(cross);
  const time = plot.times[at];
  if (time === undefined) return;
  const x = Math.round(frame.x(time)) + 0.5;
  pen.strokeStyle = frame.colour("soft");
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(x, ROOM_TOP);
  pen.lineTo(x, frame.height - ROOM_BOTTOM);
  pen.stroke();
  for (const line of plot.lines) {
    const top = line.tops[at];
    if (top === null || top === undefined) continue;
    pen.fillStyle = frame.colour(line.colour);
    pen.beginPath();
    pen.arc(x, frame.y(top), 3, 0, 7);
    pen.fill();
  }
}
