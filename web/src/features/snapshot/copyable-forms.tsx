'use client';

import { useState } from 'react';
import { Choice } from '../../components/choice.tsx';
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
  const [message, setMessage] = useState('');
  const text = forms[chosen]!;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setMessage('Copied.');
    } catch {
      setMessage('The browser does not allow copying; select the text instead.');
    }
  };
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
              setMessage('');
            }}
          />
        ) : null}
        <button type="button" className={styles.button} onClick={() => void copy()}>
          Copy
        </button>
        <span role="status">{message}</span>
      </div>
      <pre className={styles.text} tabIndex={0} aria-label={`${label}: ${chosen}`}>
        {text}
      </pre>
    </div>
  );
}
