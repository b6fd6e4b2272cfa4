'use client';

import { useState } from 'react';
import { parseScore } from '../../../address/url-state.ts';
import styles from './facets.module.css';

interface Props {
  label: string;
  /** Behind the field, such as %. */
  unit?: string;
  value: number | null;
  low: number;
  high: number;
  set: (value: number | null) => void;
}

/** A number that takes effect on Enter or when the field is left; empty means no bound. */
export function NumberField({ label, unit, value, low, high, set }: Props) {
  const written = value === null ? '' : String(value);
  const [seen, setSeen] = useState(written);
  const [text, setText] = useState(written);
  if (written !== seen) {
    setSeen(written);
    setText(written);
  }
  const parsed = parseScore(text);
  const isWrong = text.trim() !== '' && (parsed === null || parsed < low || parsed > high);
  const apply = (): void => {
    if (!isWrong) set(parsed);
  };
  return (
    <label className={styles.number}>
      <span>{label}</span>
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        value={text}
        aria-invalid={isWrong}
        title={isWrong ? `A number from ${low} to ${high}, or nothing.` : undefined}
        onChange={(event) => setText(event.target.value)}
        onBlur={apply}
        onKeyDown={(event) => event.key === 'Enter' && apply()}
      />
      {unit ? <span>{unit}</span> : null}
    </label>
  );
}
