import { Thumbnail } from '../../components/thumbnail.tsx';
import { formatFraction, formatHalfWidth, formatScore } from '../../format.ts';
import type { Score } from './score-fragment.ts';
import styles from './class-rows.module.css';

interface Props {
  className: string;
  /** Lowest scores first; undefined while they are on their way. */
  typical: readonly Score[] | undefined;
  /** Highest scores first. */
  atypical: readonly Score[] | undefined;
}

/** The two ends of a class, side by side. */
export function Extremes({ className, typical, atypical }: Props) {
  return (
    <div className={styles.ends}>
      <End kind="typical" className={className} scores={typical} />
      <End kind="atypical" className={className} scores={atypical} />
    </div>
  );
}

function End(props: {
  kind: 'typical' | 'atypical';
  className: string;
  scores: readonly Score[] | undefined;
}) {
  const { kind, className, scores } = props;
  return (
    <div className={styles[kind]}>
      <p className={styles.kind}>most {kind}</p>
      {scores?.length === 0 ? (
        <p className={styles.none}>No score under the filters.</p>
      ) : (
        <ol
          className={styles.cards}
          aria-label={`Most ${kind} of class ${className}`}
          aria-busy={scores === undefined}
        >
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
