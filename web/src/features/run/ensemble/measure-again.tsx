'use client';

import {
  type DataKind,
  distances,
  encoderConfigSchema,
  encoderLayers,
  onnxEncoderSchema,
  policiesFor,
} from '@engram/core';
import { useState } from 'react';
import { Choice } from '../../../components/choice.tsx';
import { formatAmount } from '../../../format.ts';
import { readConfig } from '../config-facts.ts';
import { measureCommand, unchanged, type Measurement } from './measure-command.ts';
import type { Run } from '../run-document.ts';
import styles from './measure-again.module.css';

const asBefore = '';

/**
 * Composes the command that measures the encoders of a run another way, without training them again.
 * @param toTrain encoders without a checkpoint, which must be trained first
 */
export function MeasureAgain({ run, toTrain }: { run: Run; toTrain: number }) {
  const [measurement, setMeasurement] = useState<Measurement>(unchanged);
  const command = measureCommand(run.id, measurement);
  const change = (patch: Partial<Measurement>): void => setMeasurement((before) => ({ ...before, ...patch }));
  const choice = (label: string, key: 'distance' | 'layer' | 'policy', values: readonly string[]) => (
    <Choice
      label={label}
      value={measurement[key] ?? asBefore}
      options={{
        [asBefore]: 'As in this run',
        ...Object.fromEntries(values.map((value) => [value, value])),
      }}
      set={(value) => change({ [key]: value === asBefore ? null : value })}
    />
  );
  return (
    <section className={styles.section} aria-labelledby="measure-again">
      <h3 id="measure-again">Measure again</h3>
      <p className={styles.words}>
        Choose what to measure differently and run the command that appears. It makes a new run and{' '}
        {toTrain === 0
          ? 'trains nothing.'
          : `first trains ${formatAmount(toTrain, 'encoder')} again, because no checkpoint is stored.`}
      </p>
      <form className={styles.form} onSubmit={(event) => event.preventDefault()}>
        <WholeNumber label="Views" least={2} most={256} set={(views) => change({ views })} />
        {choice('Distance', 'distance', distances)}
        {choice('Layer', 'layer', layersOf(run.config))}
        <Choice
          label="Representations"
          value={measurement.unitNorm === null ? asBefore : String(measurement.unitNorm)}
          options={{ [asBefore]: 'As in this run', true: 'unit norm', false: 'raw' }}
          set={(value) => change({ unitNorm: value === asBefore ? null : value === 'true' })}
        />
        {choice('Scoring policy', 'policy', policiesFor(run.dataset.kind.toLowerCase() as DataKind))}
        <WholeNumber label="View seed" least={0} most={0xffffffff} set={(viewSeed) => change({ viewSeed })} />
      </form>
      <p className={styles.words} role="status">
        {command ? <code className={styles.command}>{command}</code> : 'Nothing is changed yet.'}
      </p>
    </section>
  );
}

interface NumberProps {
  label: string;
  least: number;
  most: number;
  /** Null while the field is empty, or holds no whole number within its bounds. */
  set: (value: number | null) => void;
}

function WholeNumber({ label, least, most, set }: NumberProps) {
  return (
    <label className={styles.number}>
      {label}
      <input
        type="number"
        min={least}
        max={most}
        step={1}
        placeholder="As in this run"
        onChange={({ target }) => {
          const value = target.valueAsNumber;
          set(Number.isInteger(value) && value >= least && value <= most ? value : null);
        }}
      />
    </label>
  );
}

/** Names of the layers of a run's encoder, from the input on. */
function layersOf(configJson: string): string[] {
  const given = readConfig(configJson)?.encoder;
  const trained = encoderConfigSchema.safeParse(given);
  const encoder = trained.success ? trained : onnxEncoderSchema.safeParse(given);
  return encoder.success ? encoderLayers(encoder.data).map(({ name }) => name) : [];
}
