import styles from './formula.module.css';

const words =
  'm of x equals the expectation, over encoders g trained without x, of the alignment loss of g at x, minus the expectation, over encoders f trained with x, of the alignment loss of f at x';

/** The definition of the score, after Kaleem et al., arXiv 2401.12233. */
export function Formula() {
  return (
    <div className={styles.formula} role="math" aria-label={words}>
      <p aria-hidden="true">
        <i>m</i>(<i>x</i>) ={' '}
        <span className={styles.term}>
          𝔼<Under>g ∼ A(S∖x)</Under> <i>L</i>
          <sub>align</sub>(<i>g</i>, <i>x</i>)
        </span>{' '}
        −{' '}
        <span className={styles.term}>
          𝔼<Under>f ∼ A(S)</Under> <i>L</i>
          <sub>align</sub>(<i>f</i>, <i>x</i>)
        </span>
      </p>
    </div>
  );
}

function Under({ children }: { children: string }) {
  return <sub className={styles.under}>{children}</sub>;
}
