interface SparklineProps {
  readonly values: readonly (number | null | undefined)[];
  readonly label?: string;
  readonly width?: number;
}

const HEIGHT = 18;

/** A line as small as a word: only its course, y from nought. */
export function Sparkline(props: SparklineProps) {
  const width = props.width ?? 64;
  return (
    <svg class="sparkline" width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role={props.label ? "img" : undefined} aria-label={props.label} aria-hidden={props.label ? undefined : true}>
      {courses(props.values, width).map((points, i) => (
        <polyline key={i} points={points} />
      ))}
    </svg>
  );
}

/** One course for each run without a gap. */
export function courses(values: readonly (number | null | undefined)[], width: number): string[] {
  const most = Math.max(1e-9, ...values.map((value) => value ?? 0));
  const step = width / Math.max(1, values.length - 1);
  const found: string[] = [];
  let course: string[] = [];
  values.forEach((value, i) => {
    if (typeof value === "number") course.push(`${(i * step).toFixed(1)},${(HEIGHT - 1 - (value / most) * (HEIGHT - 2)).toFixed(1)}`);
    else if (course.length > 0) {
      found.push(course.join(" "));
      course = [];
    }
  });
  if (course.length > 0) found.push(course.join(" "));
  return found;
}
