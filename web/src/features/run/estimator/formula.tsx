import styles from './formula.module.css';

const spoken =
  'm of x equals the expectation, over encoders g trained without x, of the alignment loss of g at x, minus the expectation, over encoders f trained with x, of the alignment loss of f at x';

/** The definition of the score, after Wang et al., arXiv 2401.12233. */
export function Formula() {
  return (
    <div className={styles.formula} role="math" aria-label={spoken}>
      <div aria-hidden="true">
        <span className={styles.left}>
          <i>m</i>(<i>x</i>) =
        </span>
        <Term over="g ∼ A(S∖x)" encoder="g" />
        <small>trained without x</small>
        <span className={styles.left}>−</span>
        <Term over="f ∼ A(S)" encoder="f" />
        <small>trained with x</small>
      </div>
    </div>
  );
}

function Term({ over, encoder }: { over: string; encoder: string }) {
  return (
    <span className={styles.term}>
      𝔼<sub className={styles.under}>{over}</sub> <i>L</i>
      <sub>align</sub>(<i>{encoder}</i>, <i>x</i>)
    </span>
  );
}
