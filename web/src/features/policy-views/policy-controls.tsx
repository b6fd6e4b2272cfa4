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
  const { isOwn, setIsOwn, operations, setOperations } = usePolicyText(dataset, policy);
  const index = useNumber(state.index, largestIndex);
  const seed = useNumber(state.seed, largestSeed);
  /** What is typed goes along with every choice, so that the form says what is drawn; what is no number stays and waits. */
  const draw = (choice: Partial<PolicyViewsState>) =>
    change({
      ...(index.number !== null && { index: index.number }),
      ...(seed.number !== null && { seed: seed.number }),
      ...choice,
    });
  const choosePolicy = (key: string) => {
    setIsOwn(key === own);
    if (key !== own) draw({ policy: key });
  };
  return (
    <form
      className={styles.controls}
      aria-label="Which views are drawn"
      onSubmit={(event) => {
        event.preventDefault();
        if (index.number !== null && seed.number !== null) draw(isOwn ? { policy: operations.trim() } : {});
      }}
    >
      <div className={styles.fields}>
        <Select
          label="Dataset"
          value={dataset.slug}
          options={datasets.map(({ slug, name }) => [slug, name])}
          set={(slug) => draw(inDataset(slug, datasets, policy))}
        />
        <Whole label={`Datapoint (0 to ${dataset.datapointCount - 1})`} {...index} />
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
          set={(count) => draw({ count: Number(count) as ViewCount })}
        />
        <Whole label="Seed" {...seed} />
        <button type="submit" className={styles.draw}>
          Draw
        </button>
      </div>
      {isOwn ? <Operations text={operations} set={setOperations} /> : null}
    </form>
  );
}

interface TypedNumber {
  text: string;
  set: (text: string) => void;
  /** What the text stands for; null where it is no whole number within bounds. */
  number: number | null;
}

/** A number as it is typed. It follows the address, and only where that has another number. */
function useNumber(value: number, most: number): TypedNumber {
  const [seen, setSeen] = useState(value);
  const [text, set] = useState(String(value));
  if (value !== seen) {
    setSeen(value);
    if (parseWhole(text, most) !== value) set(String(value));
  }
  return { text, set, number: parseWhole(text, most) };
}

/** Whether the reader writes operations, and which. Both follow the policy in the address. */
function usePolicyText(dataset: DatasetChoice, policy: string) {
  const startsOwn = !dataset.policies.some(({ key }) => key === policy);
  const [seen, setSeen] = useState(policy);
  const [isOwn, setIsOwn] = useState(startsOwn);
  const [operations, setOperations] = useState(() => policyAsText(dataset, policy));
  if (policy !== seen) {
    setSeen(policy);
    setIsOwn(startsOwn);
    setOperations(policyAsText(dataset, policy));
  }
  return { isOwn, setIsOwn, operations, setOperations };
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

function Whole({ label, text, set, number }: TypedNumber & { label: string }) {
  return (
    <label>
      <span>{label}</span>
      <input
        type="text"
        inputMode="numeric"
        autoComplete="off"
        value={text}
        aria-invalid={number === null}
        onChange={(event) => set(event.target.value)}
      />
    </label>
  );
}
