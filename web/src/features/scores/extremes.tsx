import { Thumbnail } from '../../components/thumbnail.tsx';
import { formatFraction, formatHalfWidth, formatScore } from '../../format.ts';
import type { Score } from './score-fragment.ts';
import styles from './class-rows.module.css';

interface Props {
  className: string;
  /** Told apart from those of other runs on the page; none where there are none. */
  runName?: string;
  /** Lowest scores first; undefined while they are on their way. */
  typical: readonly Score[] | undefined;
  /** Highest scores first. */
  atypical: readonly Score[] | undefined;
  /** Said where no datapoint is atypical. */
  noneAtypical: string;
}

/** The two ends of a class, side by side. */
export function Extremes({ className, runName, typical, atypical, noneAtypical }: Props) {
  const of = `of class ${className}${runName === undefined ? '' : ` in ${runName}`}`;
  return (
    <div className={styles.ends}>
      <End kind="typical" of={of} className={className} scores={typical} none={noneUnderFilters} />
      <End kind="atypical" of={of} className={className} scores={atypical} none={noneAtypical} />
    </div>
  );
}

export const noneUnderFilters = 'No score under the filters.';

function End(props: {
  kind: 'typical' | 'atypical';
  of: string;
  className: string;
  scores: readonly Score[] | undefined;
  none: string;
}) {
  const { kind, of, className, scores, none } = props;
  return (
    <div className={styles[kind]}>
      <p className={styles.kind}>most {kind}</p>
      {scores?.length === 0 ? (
        <p className={styles.none}>{none}</p>
      ) : (
        <ol className={styles.cards} aria-label={`Most ${kind} ${of}`} aria-busy={scores === undefined}>
          {scores?.map((score) => (
            <li key={score.id}>
              <Thumbnail
                imageUrl={score.datapoint.imageUrl}
                alt={`Datapoint ${score.datapoint.index} of class ${className}`}
                size={72}
              />
              <p className={styles.value}>{formatScore(score.value)}</p>
              <p className={styles.error}>{formatHalfWidth(score)}</p>
              <p className={styles.error}>
                <abbr title="Probability of being among the 5 % highest scores, by bootstrap over encoders">
                  top 5 %:
                </abbr>{' '}
                {formatFraction(score.topFraction)}
              </p>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
