'use client';

import { useId } from 'react';
import { Cross } from '../../components/cross.tsx';
import { formatCount } from '../../format.ts';
import { useMayAnnotate } from './annotator.tsx';
import { TagForm } from './tag-form.tsx';
import { useAttempt } from './use-attempt.ts';
import styles from './notes.module.css';

export interface EditedTag {
  name: string;
  /** Of those being tagged, the number that has it. */
  count: number;
  /** Name of the token by which it was put there; null without one, left out where several are tagged together. */
  maker?: string | null;
  /** Whether the API lets the reader take it off all of them. */
  mayChange: boolean;
}

interface Props {
  tags: readonly EditedTag[];
  /** Datapoints or runs that are tagged together. */
  total: number;
  /** Tags to choose from while one types. */
  known: readonly string[];
  /** Says what went wrong, null when nothing did. */
  add: (names: string[]) => Promise<string | null>;
  remove: (name: string) => Promise<string | null>;
  /** What is tagged. */
  noun?: 'datapoint' | 'run';
  /** When Enter is pressed in the empty field. */
  done?: () => void;
}

const hints = {
  datapoint: { one: 'this datapoint', several: 'these datapoints', where: 'in the explorer' },
  run: { one: 'this run', several: 'these runs', where: 'in the list' },
};

const hintOf = (noun: keyof typeof hints, total: number): string => {
  const { one, several, where } = hints[noun];
  return ` Add one to find ${total === 1 ? one : several} ${where}.`;
};

/** The tags of one or more datapoints or runs, each with a button that takes it off, and a field for new ones. */
export function TagEditor({ tags, total, known, noun = 'datapoint', add, remove, done }: Props) {
  const { attempt, isBusy, problem } = useAttempt();
  const problemId = useId();
  const mayAnnotate = useMayAnnotate();
  return (
    <div className={styles.editor}>
      {tags.length > 0 ? (
        <ul className={styles.chips} aria-label="Tags">
          {tags.map((tag) => (
            <TagChip
              key={tag.name}
              tag={tag}
              total={total}
              isBusy={isBusy}
              remove={mayAnnotate && tag.mayChange ? () => void attempt(() => remove(tag.name)) : undefined}
            />
          ))}
        </ul>
      ) : (
        <p className={styles.none}>No tags yet.{mayAnnotate ? hintOf(noun, total) : ''}</p>
      )}
      {mayAnnotate ? (
        <TagForm
          known={known}
          isBusy={isBusy}
          problemId={problem === null ? undefined : problemId}
          add={(names) => attempt(() => add(names))}
          done={done}
        />
      ) : null}
      <p id={problemId} className={styles.problem} role="alert">
        {problem}
      </p>
    </div>
  );
}

interface ChipProps {
  tag: EditedTag;
  total: number;
  isBusy: boolean;
  /** undefined for readers who may not take it off. */
  remove: (() => void) | undefined;
}

function TagChip({ tag: { name, count, maker, mayChange }, total, isBusy, remove }: ChipProps) {
  return (
    <li className={styles.chip}>
      <span>
        {name}
        {maker ? <small>{` by ${maker}`}</small> : null}
        {maker === undefined && !mayChange ? <small> by others</small> : null}
        {count < total ? <small>{` ${formatCount(count)} of ${formatCount(total)}`}</small> : null}
      </span>
      {remove ? (
        <button
          type="button"
          className={styles.cross}
          aria-label={`Remove the tag ${name}`}
          aria-disabled={isBusy}
          onClick={() => {
            if (!isBusy) remove();
          }}
        >
          <Cross />
        </button>
      ) : null}
    </li>
  );
}
