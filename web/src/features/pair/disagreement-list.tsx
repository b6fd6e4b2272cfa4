import Link from 'next/link';
import { shiftMarks } from '../../charts/kinds/shifts.ts';
import { Strip } from '../../charts/page/strip.tsx';
import { percentileShiftsSpec, type ShiftsSpec } from '../../charts/specs/shifts.ts';
import page from '../../components/page.module.css';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { datapointAddress } from '../../address/datapoint-address.ts';
import { formatHalfWidth, formatScore, isNumber } from '../../format.ts';
import type { Disagreement, PairRun } from './pair-documents.ts';
import styles from './pair-page.module.css';

interface Props {
  title: string;
  /** Where these stand higher. */
  side: 'a' | 'b';
  runs: readonly [PairRun, PairRun];
  found: readonly Disagreement[];
}

/** Datapoints that stand higher in one of the runs, the largest difference first. */
export function DisagreementList({ title, side, runs, found }: Props) {
  const spec = percentileShiftsSpec({
    title,
    noun: 'datapoint',
    rows: found.map(({ scoreA, scoreB }) => ({
      name: String(scoreA.datapoint.index),
      a: scoreA.percentile,
      b: scoreB.percentile,
    })),
    runs: [runs[0].name, runs[1].name],
  });
  return (
    <section className={`${page.card} ${styles.direction}`} aria-label={title}>
      <h3>
        <b className={styles[side]}>{side}</b> {title} <small>{side === 'a' ? 'a − b' : 'b − a'}</small>
      </h3>
      {found.length === 0 ? (
        <p className={styles.none}>No datapoint stands higher here.</p>
      ) : (
        <ol className={styles.list}>
          {found.map((one, at) => (
            <Row
              key={one.scoreA.id}
              one={one}
              run={runs[side === 'a' ? 0 : 1]}
              shift={spec.rows[at]!}
              x={spec.x}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

interface RowProps {
  one: Disagreement;
  run: PairRun;
  shift: ShiftsSpec['rows'][number];
  x: ShiftsSpec['x'];
}

function Row({ one, run, shift, x }: RowProps) {
  const { scoreA, scoreB } = one;
  const { datapoint } = scoreA;
  const name = datapoint.class ? `class ${datapoint.class.name}` : 'unknown class';
  return (
    <li className={styles.row}>
      <Thumbnail
        imageUrl={datapoint.imageUrl}
        index={datapoint.index}
        alt={`Datapoint ${datapoint.index}, ${name}`}
        size={48}
      />
      <div className={styles.what}>
        <p className={styles.name}>
          <Link href={datapointAddress(run.dataset.slug, datapoint.index, run.id)} prefetch={false}>
            Datapoint {datapoint.index}
          </Link>
          <span>{name}</span>
          <strong>+{one.percentileDifference.toFixed(1)}</strong>
        </p>
        <Strip marks={shiftMarks(shift, x)} isLow />
        <dl className={styles.sides}>
          {(
            [
              ['a', scoreA],
              ['b', scoreB],
            ] as const
          ).map(([letter, score]) => (
            <div key={letter}>
              <dt className={styles[letter]}>{letter}</dt>
              <dd>
                <b>{isNumber(score.percentile) ? score.percentile.toFixed(1) : '–'}</b>
                <span>
                  {formatScore(score.value)} <small>{formatHalfWidth(score)}</small>
                </span>
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </li>
  );
}
