import { nice } from 'd3-array';
import { formatAmount, formatScore } from '../format.ts';
import { curveBand, type BandPoint } from './curve-band.ts';
import { HorizontalAxis, VerticalAxis } from './axes.tsx';
import { DataTable } from './data-table.tsx';
import { linearAxis, type LinearAxis } from './linear-axis.ts';
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
  const y = linearAxis(...nice(Math.min(...values), Math.max(...values), 4), 4);
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
            <path key={encoder} className={styles.single} d={line(curve, x, y)} />
          ))}
          <path className={styles.band} d={area(band, x, y)} />
          <path
            className={styles.median}
            d={line(
              band.map((point) => point.median),
              x,
              y,
            )}
          />
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

const two = (value: number) => Math.round(value * 100) / 100;
const point = (epoch: number, value: number, x: LinearAxis, y: LinearAxis) =>
  `${two(x.percent(epoch + 1))} ${two(100 - y.percent(value))}`;

/** A line through the values that are finite. A single value is a short dash, since a point has no length. */
function line(values: readonly number[], x: LinearAxis, y: LinearAxis): string {
  const points = values.flatMap((value, epoch) =>
    Number.isFinite(value) ? [point(epoch, value, x, y)] : [],
  );
  if (points.length === 0) return '';
  return `M${points.join('L')}${points.length === 1 ? 'h2' : ''}`;
}

function area(band: readonly BandPoint[], x: LinearAxis, y: LinearAxis): string {
  const known = band.flatMap((each, epoch) => (Number.isFinite(each.median) ? [{ ...each, epoch }] : []));
  if (known.length < 2) return '';
  const upper = known.map(({ high, epoch }) => point(epoch, high, x, y));
  const lower = known.map(({ low, epoch }) => point(epoch, low, x, y)).reverse();
  return `M${[...upper, ...lower].join('L')}Z`;
}
