'use client';

import { useState } from 'react';
import { Choice } from '../../components/choice.tsx';
import { useCopy } from '../../components/use-copy.ts';
import styles from './snapshot.module.css';

interface Props {
  /** What the forms are of, such as `Citation`. */
  label: string;
  /** Texts by the names that a reader chooses from; the first is shown first. */
  forms: Readonly<Record<string, string>>;
}

/** A text in one of several forms, to be chosen, read and copied. */
export function CopyableForms({ label, forms }: Props) {
  const [chosen, setChosen] = useState(Object.keys(forms)[0]!);
  const { said, copy, clear } = useCopy();
  const text = forms[chosen]!;
  return (
    <div className={styles.forms}>
      <div className={styles.choose}>
        {Object.keys(forms).length > 1 ? (
          <Choice
            label={`${label} as`}
            value={chosen}
            options={Object.fromEntries(Object.keys(forms).map((name) => [name, name]))}
            set={(name) => {
              setChosen(name);
              clear();
            }}
          />
        ) : null}
        <button type="button" className={styles.button} onClick={() => void copy(text)}>
          Copy
        </button>
        <span role="status">{said}</span>
      </div>
      <pre className={styles.text} tabIndex={0} aria-label={`${label}: ${chosen}`}>
        {text}
      </pre>
    </div>
  );
}
