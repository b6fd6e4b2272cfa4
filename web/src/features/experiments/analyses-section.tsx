import page from '../../components/page.module.css';
import styles from './experiments.module.css';

const analyses = [
  {
    name: 'Removal curves',
    text: 'What downstream accuracy loses when the most memorized datapoints are left out of training, beside as many at random.',
  },
  {
    name: 'Outlier subpopulations',
    text: 'Whether a planted group of rare datapoints gathers at the top of the ranking.',
  },
  { name: 'One-dimensional example', text: 'The worked example in which memorization can be seen by eye.' },
  {
    name: 'Separability',
    text: 'How far memorized and other datapoints lie apart in the space of the representations.',
  },
];

/** What analyses of runs will show here; none has been stored yet. */
export function AnalysesSection() {
  return (
    <section className={styles.section} aria-labelledby="analyses">
      <h2 id="analyses">Analyses</h2>
      <div className={`${page.card} ${styles.card}`}>
        <h3>No analysis is stored yet</h3>
        <p className={styles.words}>
          An analysis trains or evaluates beyond the scores of a run, and keeps its result beside them. Until
          one is stored, the comparisons above show all that runs alone can say. These will stand here:
        </p>
        <dl className={styles.analyses}>
          {analyses.map(({ name, text }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
