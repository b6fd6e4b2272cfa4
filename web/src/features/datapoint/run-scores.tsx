import Link from 'next/link';
import type { PooledSeeds } from '@engram/core';
import type { Mark } from '../../charts/frame/mark.ts';
import { intervalMarks } from '../../charts/kinds/intervals.ts';
import { Strip } from '../../charts/page/strip.tsx';
import { scoresSpec } from '../../charts/specs/intervals.ts';
import { AxisFoot } from '../../components/chart-table/axis-foot.tsx';
import { ColumnHeads, type ColumnHead } from '../../components/column-heads.tsx';
import page from '../../components/page.module.css';
import table from '../../components/table.module.css';
import { datapointAddress } from '../../address/datapoint-address.ts';
import { formatAmount, formatFraction, formatScore, isNumber, joinFacts } from '../../format.ts';
import { labelsOf } from '../../messages/run-labels.ts';
import { seedGroups } from '../../messages/seed-groups.ts';
import { commonSides, encoderSides, noEncoders } from '../../messages/encoder-messages.ts';
import type { DatapointData, DatapointScore } from './datapoint-documents.ts';
import styles from './run-scores.module.css';
import { ScoreValue } from '../scores/score-value.tsx';

interface Props {
  datapoint: DatapointData;
  chosen: DatapointScore | undefined;
}

/** Columns that scores made elsewhere do not fill. */
interface Filled {
  hasSides: boolean;
  hasTop: boolean;
}

const columnsOf = ({ hasSides, hasTop }: Filled): readonly ColumnHead[] => [
  { title: 'Run' },
  { title: 'Score', kind: 'number' },
  { title: 'Interval', kind: 'mark', className: styles.mark },
  { title: 'Percentile', kind: 'number' },
  ...(hasTop ? [{ title: 'P(top 5 %)', kind: 'number', isWide: true } as const] : []),
  ...(hasSides ? [{ title: 'Encoders', kind: 'number', isWide: true } as const] : []),
];

/** The scores of a datapoint in all runs of its dataset, the newest run first; each name leads to the page seen from that run. */
export function RunScores({ datapoint, chosen }: Props) {
  const { scores, dataset } = datapoint;
  const newestFirst = scores.toReversed();
  const labels = labelsOf(newestFirst.map(({ run }) => run)).map(({ text }) => text);
  const { x, rows } = scoresSpec('Scores in all runs', 'run', newestFirst, (at) => labels[at]!);
  const sides = commonSides(scores);
  const filled = { hasSides: sides === null, hasTop: scores.some(({ topFraction }) => topFraction !== null) };
  const columns = columnsOf(filled);
  const pooled = seedGroups(
    newestFirst,
    ({ run }) => run,
    ({ value }) => value,
  );
  return (
    <section className={styles.section} aria-labelledby="runs">
      <h2 id="runs">In all runs</h2>
      <p className={styles.text}>
        {formatAmount(scores.length, 'run')} of {dataset.name} scored this datapoint. Values of runs that
        differ in method, distance, policy or number of views are on different scales: compare their
        percentiles. {sides === null || sides === noEncoders ? '' : `Encoders of each: ${sides}. `}Choose a
        run to see the datapoint in it.
      </p>
      <div
        className={`${page.card} ${table.frame}`}
        tabIndex={0}
        role="region"
        aria-label="Scores in all runs"
      >
        <table className={`${table.table} ${styles.table}`}>
          <thead>
            <ColumnHeads columns={columns} />
          </thead>
          <tbody>
            {newestFirst.map((score, at) => (
              <RunRow
                key={score.id}
                datapoint={datapoint}
                score={score}
                label={labels[at]!}
                isChosen={score === chosen}
                marks={intervalMarks(rows[at]!, x)}
                {...filled}
              />
            ))}
            {pooled.map(({ pooled: one, items }) => (
              <PooledRow key={items[0]!.id} pooled={one} name={items[0]!.run.name} {...filled} />
            ))}
          </tbody>
          <AxisFoot axis={x} label="score" columns={columns} />
        </table>
      </div>
    </section>
  );
}

/** The score of a datapoint over the seeds of one configuration. */
function PooledRow(props: Filled & { pooled: PooledSeeds; name: string }) {
  const {
    pooled: { value, spread, seeds },
    name,
    hasSides,
    hasTop,
  } = props;
  return (
    <tr className={styles.pooled}>
      <th scope="row">
        {name}, pooled
        <small>over {formatAmount(seeds, 'seed')} of one configuration</small>
      </th>
      <td className={table.number}>
        <strong>{formatScore(value)}</strong>
        <small>spread {formatScore(spread)}</small>
      </td>
      <td className={`${table.mark} ${styles.mark}`}>
        <small>Spread: standard deviation over the seeds</small>
      </td>
      <td />
      {hasTop ? <td className={table.wide} /> : null}
      {hasSides ? <td className={table.wide} /> : null}
    </tr>
  );
}

interface RowProps extends Filled {
  datapoint: DatapointData;
  score: DatapointScore;
  /** Tells the run from the others. */
  label: string;
  isChosen: boolean;
  /** Of the interval. */
  marks: readonly Mark[];
}

function RunRow({
  datapoint: { dataset, index },
  score,
  label,
  isChosen,
  marks,
  hasSides,
  hasTop,
}: RowProps) {
  return (
    <tr className={isChosen ? styles.chosen : undefined}>
      <th scope="row">
        <Link
          href={datapointAddress(dataset.slug, index, score.run.id)}
          aria-current={isChosen ? 'true' : undefined}
          scroll={false}
          prefetch={false}
        >
          {label}
        </Link>
        <small>{joinFacts(score.run.method.name, score.run.estimator)}</small>
      </th>
      <td className={table.number}>
        <ScoreValue score={score} hasInterval />
      </td>
      <td className={`${table.mark} ${styles.mark}`}>
        <Strip marks={marks} />
      </td>
      <td className={table.number}>{isNumber(score.percentile) ? score.percentile.toFixed(1) : '–'}</td>
      {hasTop ? (
        <td className={`${table.number} ${table.wide}`}>{formatFraction(score.topFraction)}</td>
      ) : null}
      {hasSides ? <td className={`${table.number} ${table.wide}`}>{encoderSides(score)}</td> : null}
    </tr>
  );
}
