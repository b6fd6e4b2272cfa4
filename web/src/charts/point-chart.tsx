import { HorizontalAxis, VerticalAxis } from './axes.tsx';
import { DataTable } from './data-table.tsx';
import { linearAxis } from './linear-axis.ts';
import styles from './point-chart.module.css';

export interface ChartPoint {
  name: string;
  x: number;
  y: number;
}

interface Props {
  title: string;
  xTitle: string;
  yTitle: string;
  points: readonly ChartPoint[];
  /** Smallest and largest value of each axis. */
  xDomain: readonly [number, number];
  yDomain: readonly [number, number];
  format: (value: number) => string;
}

/** One point a thing; the same numbers stand in the table behind it. */
export function PointChart({ title, xTitle, yTitle, points, xDomain, yDomain, format }: Props) {
  const x = linearAxis(...xDomain, 6);
  const y = linearAxis(...yDomain, 4);
  return (
    <figure className={styles.figure}>
      <div className={styles.chart} role="img" aria-label={`${title}: ${points.length} points.`}>
        <p className={styles.yTitle}>{yTitle}</p>
        <VerticalAxis axis={y} className={styles.yAxis} />
        <svg className={styles.plot} aria-hidden="true">
          {y.ticks.map(({ value }) => (
            <line
              key={value}
              className={styles.grid}
              x1="0"
              x2="100%"
              y1={`${100 - y.percent(value)}%`}
              y2={`${100 - y.percent(value)}%`}
            />
          ))}
          {points.map((point, at) => (
            <circle
              key={at}
              className={styles.point}
              cx={x.at(point.x)}
              cy={`${100 - y.percent(point.y)}%`}
              r="5"
            >
              <title>{`${point.name}: ${point.x}, ${format(point.y)}`}</title>
            </circle>
          ))}
        </svg>
        <HorizontalAxis axis={x} className={styles.xAxis} />
        <p className={styles.xTitle}>{xTitle}</p>
      </div>
      <DataTable
        summary={`${title} as a table`}
        head={['run', xTitle, yTitle]}
        rows={points.map((point) => [point.name, String(point.x), format(point.y)])}
      />
    </figure>
  );
}
