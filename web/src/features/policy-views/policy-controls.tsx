'use client';

import { useState } from 'react';
import {
  largestIndex,
  largestSeed,
  parseWhole,
  viewCounts,
  type PolicyViewsState,
  type ViewCount,
} from './policy-views-state.ts';
import { chosenPolicy, policyAsText } from './chosen-policy.ts';
import type { DatasetChoice } from './policy-views-documents.ts';
import styles from './policy-controls.module.css';

interface Props {
  datasets: readonly DatasetChoice[];
  dataset: DatasetChoice;
  state: PolicyViewsState;
  /** Key of a built-in policy, or its JSON. */
  policy: string;
  change: (change: Partial<PolicyViewsState>) => void;
}

/** What stands in the list of policies for one that the reader writes. */
const own = '';

/** Which views are drawn: of which datapoint, by which policy, from which seed. */
export function PolicyControls({ datasets, dataset, state, policy, change }: Props) {
  const isBuiltIn = dataset.policies.some(({ key }) => key === policy);
  const [isOwn, setIsOwn] = useState(!isBuiltIn);
  const [text, setText] = useState(() => policyAsText(dataset, policy));
  const [index, setIndex] = useState(String(state.index));
  const [seed, setSeed] = useState(String(state.seed));
  const numbers = { index: parseWhole(index, largestIndex), seed: parseWhole(seed, largestSeed) };
  const draw = () => {
    if (numbers.index === null || numbers.seed === null) return;
    change({ index: numbers.index, seed: numbers.seed, ...(isOwn && { policy: text.trim() }) });
  };
  const choosePolicy = (key: string) => {
    setIsOwn(key === own);
    if (key !== own) change({ policy: key });
  };
  return (
    <form
      className={styles.controls}
      aria-label="Which views are drawn"
      onSubmit={(event) => {
        event.preventDefault();
        draw();
      }}
    >
      <div className={styles.fields}>
        <Select
          label="Dataset"
          value={dataset.slug}
          options={datasets.map(({ slug, name }) => [slug, name])}
          set={(slug) => change(inDataset(slug, datasets, policy))}
        />
        <Whole
          label={`Datapoint (0 to ${dataset.datapointCount - 1})`}
          text={index}
          set={setIndex}
          isWrong={numbers.index === null}
        />
        <Select
          label="Policy"
          value={isOwn ? own : policy}
          options={[...dataset.policies.map(({ key }) => [key, key] as const), [own, 'your own operations']]}
          set={choosePolicy}
        />
        <Select
          label="Views"
          value={String(state.count)}
          options={viewCounts.map((count) => [String(count), String(count)])}
          set={(count) => change({ count: Number(count) as ViewCount })}
        />
        <Whole label="Seed" text={seed} set={setSeed} isWrong={numbers.seed === null} />
        <button type="submit" className={styles.draw}>
          Draw
        </button>
      </div>
      {isOwn ? <Operations text={text} set={setText} /> : null}
    </form>
  );
}

/** A policy of the reader's own is kept for another dataset, and a built-in one that makes views of its kind of data. */
function inDataset(
  slug: string,
  datasets: readonly DatasetChoice[],
  policy: string,
): Partial<PolicyViewsState> {
  const next = datasets.find((each) => each.slug === slug);
  const keeps = policy.startsWith('{') || next?.policies.some(({ key }) => key === policy);
  return { dataset: slug, index: 0, ...(!keeps && next && { policy: chosenPolicy(next, null) }) };
}

function Select(props: {
  label: string;
  value: string;
  /** Keys, and what is shown for each. */
  options: readonly (readonly [string, string])[];
  set: (key: string) => void;
}) {
  return (
    <label>
      <span>{props.label}</span>
      <select value={props.value} onChange={(event) => props.set(event.target.value)}>
        {props.options.map(([key, title]) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

function Operations({ text, set }: { text: string; set: (text: string) => void }) {
  return (
    <label className={styles.own}>
      <span>Operations, in JSON, one after the other</span>
      <textarea
        rows={Math.min(12, Math.max(4, text.split('\n').length))}
        maxLength={4000}
        spellCheck={false}
        value={text}
        onChange={(event) => set(event.target.value)}
      />
    </label>
  );
}

function Whole(props: { label: string; text: string; set: (text: string) => void; isWrong: boolean }) {
  const { label, text, set, isWrong } = props;
  return (
    <label>
      <span>{label}</span>
      <input
        type="text"
        inputMode="numeric"
        autoComplete="off"
        value={text}
        aria-invalid={isWrong}
        onChange={(event) => set(event.target.value)}
      />
    </label>
  );
}
