import type { ReactNode } from 'react';
import styles from './callout.module.css';

export type Tone = 'good' | 'neutral' | 'caution' | 'bad';

const signs: Record<Tone, string> = {
  good: 'M5 10.5l3.2 3.2L15 7',
  neutral: 'M10 9v5M10 6v.2',
  caution: 'M10 5v6.5M10 14.3v.2',
  bad: 'M10 5v6.5M10 14.3v.2',
};

/** A statement that stands out, with a sign of its tone beside the words; `isAlert` when it appears while one reads. */
export function Callout(props: { tone: Tone; title: string; children?: ReactNode; isAlert?: boolean }) {
  return (
    <div className={`${styles.callout} ${styles[props.tone]}`} role={props.isAlert ? 'alert' : undefined}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="8.6" />
        <path d={signs[props.tone]} />
      </svg>
      <div>
        <p className={styles.title}>{props.title}</p>
        {props.children ? <div className={styles.body}>{props.children}</div> : null}
      </div>
    </div>
  );
}
