import Link from 'next/link';
import { datapointAddress } from '../../address/datapoint-address.ts';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { formatHalfWidth, formatScore } from '../../format.ts';
import type { ClassSummary } from '../scores/class-documents.ts';
import type { Score } from '../scores/score-fragment.ts';
import styles from './class-ends.module.css';

interface Props {
  /** Short name of the dataset. */
  dataset: string;
  run: string;
  /** Told apart from those of the other runs. */
  runName: string;
  /** undefined while it is on its way. */
  summary: ClassSummary | undefined;
  /** Said where no datapoint is atypical. */
  noneAtypical: string;
}

/** Which datapoints a run finds most typical and most atypical of a class, in one line: pictures to compare with those of other runs. */
export function ClassEnds({ summary, noneAtypical, ...run }: Props) {
  const className = summary?.class.name ?? '';
  return (
    <div className={styles.ends}>
      <End {...run} kind="typical" className={className} scores={summary?.typical} />
      {summary?.atypical.length === 0 ? (
        <p className={styles.none}>{noneAtypical}</p>
      ) : (
        <End {...run} kind="atypical" className={className} scores={summary?.atypical} />
      )}
    </div>
  );
}

interface EndProps extends Pick<Props, 'dataset' | 'run' | 'runName'> {
  kind: 'typical' | 'atypical';
  className: string;
  scores: readonly Score[] | undefined;
}

function End({ kind, dataset, run, runName, className, scores }: EndProps) {
  return (
    <ol
      className={styles.end}
      aria-label={`Most ${kind} of class ${className} in ${runName}`}
      aria-busy={scores === undefined}
    >
      {scores?.map(({ id, datapoint: { index, imageUrl }, ...score }) => (
        <li key={id}>
          <Link
            href={datapointAddress(dataset, index, run)}
            title={`${index}: ${formatScore(score.value)} ${formatHalfWidth(score)}`}
            prefetch={false}
          >
            <Thumbnail
              imageUrl={imageUrl}
              index={index}
              alt={`Datapoint ${index} of class ${className}`}
              size={36}
            />
          </Link>
        </li>
      ))}
    </ol>
  );
}
