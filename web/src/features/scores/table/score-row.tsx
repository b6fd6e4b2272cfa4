import Link from 'next/link';
import { intervalMarks } from '../../../charts/kinds/intervals.ts';
import { Strip } from '../../../charts/page/strip.tsx';
import { Thumbnail } from '../../../components/thumbnail.tsx';
import { datapointAddress } from '../../../address/datapoint-address.ts';
import { formatFraction, formatScore, isNumber } from '../../../format.ts';
import { encoderSides } from '../../../messages/encoder-messages.ts';
import type { OptionalColumn } from './filled-columns.ts';
import type { Score } from '../score-fragment.ts';
import table from '../../../components/table.module.css';
import styles from './scores-table.module.css';
import { ScoreValue } from '../score-value.tsx';

interface Props {
  run: string;
  /** Short name of the dataset. */
  dataset: string;
  score: Score;
  /** Of the marks of all rows. */
  axis: { low: number; high: number };
  /** The encoders of each side where all rows have the same; null where they are a column. */
  sides: string | null;
  /** The columns that the table has, of those that it may leave out. */
  filled: ReadonlySet<OptionalColumn>;
}

/** One datapoint's score in the table. */
export function ScoreRow({ run, dataset, score, axis, sides, filled }: Props) {
  const { datapoint } = score;
  const name = datapoint.class ? `class ${datapoint.class.name}` : 'unknown class';
  return (
    <tr>
      <th scope="row">
        <Link
          href={datapointAddress(dataset, datapoint.index, run)}
          className={styles.datapoint}
          prefetch={false}
        >
          <Thumbnail imageUrl={datapoint.imageUrl} index={datapoint.index} alt="Datapoint" size={40} />
          <span>
            {datapoint.index}
            <small>{name}</small>
          </span>
        </Link>
      </th>
      <td className={table.number}>
        <ScoreValue score={score} hasInterval />
      </td>
      <td className={`${table.mark} ${styles.mark}`}>
        <Strip marks={intervalMarks(score, axis)} />
      </td>
      {filled.has('topFraction') ? (
        <td className={table.number}>{formatFraction(score.topFraction)}</td>
      ) : null}
      <td className={table.number}>{isNumber(score.percentile) ? score.percentile.toFixed(1) : '–'}</td>
      {(['alignmentOut', 'alignmentIn', 'relativeValue'] as const)
        .filter((column) => filled.has(column))
        .map((column) => (
          <td key={column} className={`${table.number} ${table.wide}`}>
            {formatScore(score[column])}
          </td>
        ))}
      {sides === null ? <td className={`${table.number} ${table.wide}`}>{encoderSides(score)}</td> : null}
    </tr>
  );
}
