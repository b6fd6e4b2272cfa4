import type { Fact } from './config-facts.ts';
import styles from './fact-list.module.css';

interface Props {
  facts: readonly Fact[];
  /** Stands last, shortened; whole under the pointer. */
  hash: Fact;
}

/** Terms and their values, line by line. */
export function FactList({ facts, hash }: Props) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ term, value }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>{hash.term}</dt>
        <dd>
          <code title={hash.value}>{hash.value.slice(0, 12)}</code>
        </dd>
      </div>
    </dl>
  );
}
