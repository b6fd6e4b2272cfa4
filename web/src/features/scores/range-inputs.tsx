'use client';

import { useId, useState } from 'react';
import { parseScore } from '../../address/url-state.ts';
import styles from './filters.module.css';

const write = (value: number | null) => (value === null ? '' : String(value).replace('-', '\u2212'));

/** The range of scores, typed; it takes effect on Enter or when the field is left. */
export function RangeInputs(props: {
  from: number | null;
  to: number | null;
  change: (range: { from: number | null; to: number | null }) => void;
}) {
  const [from, setFrom] = useText(props.from);
  const [to, setTo] = useText(props.to);
  const problem = problemOf(from, to);
  const problemId = useId();
  const apply = () => {
    if (!problem) props.change({ from: parseScore(from), to: parseScore(to) });
  };
  const field = (label: string, value: string, set: (text: string) => void, isWrong: boolean) => (
    <label>
      <span>{label}</span>
      <input
        type="text"
        inputMode="text"
        autoComplete="off"
        spellCheck={false}
        value={value}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? problemId : undefined}
        onChange={(event) => set(event.target.value)}
        onBlur={apply}
      />
    </label>
  );
  return (
    <form
      className={styles.range}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <fieldset>
        <legend>Score</legend>
        {field('from', from, setFrom, isNoScore(from) || problem === order)}
        {field('to', to, setTo, isNoScore(to) || problem === order)}
        <button type="submit">Apply</button>
      </fieldset>
      <p id={problemId} className={styles.problem} role="status">
        {problem}
      </p>
    </form>
  );
}

/** The text of a field: what is typed, until the score it stands for is changed from elsewhere. */
function useText(score: number | null): [string, (text: string) => void] {
  const [seen, setSeen] = useState(score);
  const [text, setText] = useState(write(score));
  if (score !== seen) {
    setSeen(score);
    if (parseScore(text) !== score) setText(write(score));
  }
  return [text, setText];
}

const order = 'The first must not be larger than the second.';
const isNoScore = (text: string) => text.trim() !== '' && parseScore(text) === null;

function problemOf(from: string, to: string): string | null {
  if (isNoScore(from) || isNoScore(to)) return 'Type a number such as 0.02, or leave it empty.';
  const low = parseScore(from);
  const high = parseScore(to);
  return low !== null && high !== null && low > high ? order : null;
}
