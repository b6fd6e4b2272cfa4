import { formatCount, formatInterval, formatScore } from '../format.ts';
import { HorizontalAxis, VerticalAxis } from './axes.tsx';
import { DataTable } from './data-table.tsx';
import { countAxis, linearAxis, type LinearAxis } from './linear-axis.ts';
import styles from './histogram.module.css';

export interface Bins {
  /** Ascending, one more than counts. */
  edges: readonly number[];
  counts: readonly number[];
}

interface Props {
  bins: Bins;
  /** Smallest and largest score that the axis shows. */
  domain: readonly [number, number];
  /** The range of scores that is chosen. */
  from: number | null;
  to: number | null;
  /** null = there is none to draw. */
  mean: { value: number; interval: { low: number; high: number } | null } | null;
}

const axisTitle = 'memorization score m(x), in units of the distance';

/** A histogram whose horizontal positions are percentages, so that it fits any width without measuring it. */
export function Histogram({ bins, domain, from, to, mean }: Props) {
  const x = linearAxis(Math.min(0, domain[0]), Math.max(0, domain[1]), 6);
  const y = countAxis(Math.max(...bins.counts), 4);
  const total = bins.counts.reduce((sum, count) => sum + count, 0);
  const label = `Histogram of ${formatCount(total)} scores from ${formatScore(bins.edges[0])} to ${formatScore(bins.edges.at(-1))}.`;
  return (
    <figure className={styles.figure}>
      <div className={styles.chart} role="img" aria-label={label}>
        <p className={styles.yTitle}>datapoints</p>
        <VerticalAxis
          axis={y}
          ticks={y.ticks.filter(isWhole)}
          className={styles.yAxis}
          label={({ value }) => formatCount(value)}
        />
        <svg className={styles.plot} aria-hidden="true">
          {y.ticks.filter(isWhole).map(({ value }) => (
            <line
              key={value}
              className={styles.grid}
              x1="0"
              x2="100%"
              y1={flip(y, value)}
              y2={flip(y, value)}
            />
          ))}
          <Bars bins={bins} x={x} y={y} isFull={(low, high) => isWithin(low, high, from, to)} />
          <MeanInterval x={x} interval={mean?.interval ?? null} />
          {mean ? <Line at={x.at(mean.value)} kind="mean" /> : null}
          <Line at={x.at(0)} kind="zero" />
        </svg>
        <HorizontalAxis
          axis={x}
          className={styles.xAxis}
          tickClass={({ value, isOdd }) => (value === 0 ? styles.zeroTick : isOdd ? styles.odd : undefined)}
        />
        <p className={styles.xTitle}>{axisTitle}</p>
      </div>
      <DataTable
        summary="The histogram as a table"
        head={['from', 'to', 'datapoints']}
        rows={bins.counts.map((count, bin) => [
          formatScore(bins.edges[bin]),
          formatScore(bins.edges[bin + 1]),
          formatCount(count),
        ])}
      />
    </figure>
  );
}

/** An upright line with a halo, so that it is seen before the bars and beside them. */
function Line({ at, kind }: { at: string; kind: 'mean' | 'zero' }) {
  return [styles.halo, styles[kind]].map((className) => (
    <line key={className} className={className} x1={at} x2={at} y1="0" y2="100%" />
  ));
}

function MeanInterval({ x, interval }: { x: LinearAxis; interval: NonNullable<Props['mean']>['interval'] }) {
  if (!interval) return null;
  const width = `${x.percent(interval.high) - x.percent(interval.low)}%`;
  return <rect className={styles.interval} x={x.at(interval.low)} width={width} y="0" height="100%" />;
}

function Bars(props: {
  bins: Bins;
  x: LinearAxis;
  y: LinearAxis;
  isFull: (low: number, high: number) => boolean;
}) {
  const { bins, x, y } = props;
  return bins.counts.map((count, bin) => {
    const low = bins.edges[bin]!;
    const high = bins.edges[bin + 1]!;
    return (
      <rect
        key={low}
        className={props.isFull(low, high) ? styles.full : styles.bar}
        x={x.at(low)}
        width={`${Math.max(0.1, x.percent(high) - x.percent(low) - 0.18)}%`}
        y={flip(y, count)}
        height={y.at(count)}
      >
        <title>{`${formatInterval({ low, high })}: ${formatCount(count)}`}</title>
      </rect>
    );
  });
}

const flip = (axis: LinearAxis, value: number): string => `${100 - axis.percent(value)}%`;
const isWhole = ({ value }: { value: number }): boolean => Number.isInteger(value);

/** Whether a bin overlaps the chosen range. */
function isWithin(low: number, high: number, from: number | null, to: number | null): boolean {
  return (from === null || high >= from) && (to === null || low <= to);
}
