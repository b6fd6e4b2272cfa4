import { area, line } from 'd3-shape';
import { formatAmount, formatScore } from '../format.ts';
import { curveBand, type BandPoint } from './curve-band.ts';
import { HorizontalAxis, VerticalAxis } from './axes.tsx';
import { DataTable } from './data-table.tsx';
import { linearAxis, roundAxis, type LinearAxis } from './linear-axis.ts';
import styles from './curve-chart.module.css';

interface Props {
  title: string;
  /** What stands on the upright axis, with its unit. */
  yTitle: string;
  /** One a encoder: a number a epoch. */
  curves: readonly (readonly number[])[];
}

/** Curves over training: the median with the band between the 10 % and 90 % quantiles, single encoders faint behind it. */
export function CurveChart({ title, yTitle, curves }: Props) {
  const band = curveBand(curves);
  const values = curves.flat().filter(Number.isFinite);
  const x = linearAxis(1, Math.max(2, band.length), 6);
  const y = roundAxis(Math.min(...values), Math.max(...values), 4);
  const draw = pathsOver(x, y);
  const last = band.at(-1);
  const label = `${title}: median of ${formatAmount(curves.length, 'encoder')} over ${formatAmount(band.length, 'epoch')}, from ${formatScore(band[0]?.median)} to ${formatScore(last?.median)}.`;
  return (
    <figure className={styles.figure}>
      <figcaption>{title}</figcaption>
      <div className={styles.chart} role="img" aria-label={label}>
        <p className={styles.yTitle}>{yTitle}</p>
        <VerticalAxis axis={y} className={styles.yAxis} />
        <svg className={styles.plot} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {y.ticks.map(({ value }) => (
            <path key={value} className={styles.grid} d={`M0 ${100 - y.percent(value)}H100`} />
          ))}
          {curves.map((curve, encoder) => (
            <path key={encoder} className={styles.single} d={draw.curve(curve)} />
          ))}
          <path className={styles.band} d={draw.band(band)} />
          <path className={styles.median} d={draw.curve(band.map(({ median }) => median))} />
        </svg>
        <HorizontalAxis
          axis={x}
          ticks={x.ticks.filter(({ value }) => Number.isInteger(value))}
          className={styles.xAxis}
        />
        <p className={styles.xTitle}>epoch</p>
      </div>
      <DataTable
        summary={`${title} as a table`}
        head={['epoch', 'median', '10 %', '90 %']}
        rows={band.map((point, epoch) => [
          String(epoch + 1),
          ...[point.median, point.low, point.high].map(formatScore),
        ])}
      />
    </figure>
  );
}

/** Paths in percent of the plot, through the epochs that have a finite value; a lone one is a dot, drawn by the round ends of its line. */
function pathsOver(x: LinearAxis, y: LinearAxis) {
  const across = (_: unknown, epoch: number) => x.percent(epoch + 1);
  const up = (value: number) => 100 - y.percent(value);
  const curve = line<number>(across, up).defined(Number.isFinite).digits(2);
  const band = area<BandPoint>()
    .x(across)
    .y0(({ low }) => up(low))
    .y1(({ high }) => up(high))
    .defined(({ median }) => Number.isFinite(median))
    .digits(2);
  return {
    curve: (values: readonly number[]) => curve([...values]) ?? '',
    band: (points: readonly BandPoint[]) => band([...points]) ?? '',
  };
}
