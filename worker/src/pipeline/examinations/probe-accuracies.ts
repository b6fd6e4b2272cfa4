/**
 * How well classes are told from frozen representations of datapoints that no encoder of the run saw: a linear probe and k nearest
 * neighbours learn from one half of them and are tested on the other. The halves depend on the dataset alone, so that every encoder of
 * every run with the same datapoints is asked the same. Cost: the representations, and a logistic regression.
 */
import { encoderInputs, imageSize, Rng } from '@engram/core';
import { positionsFrom } from '../../datasets/pixel-source.ts';
import type { RunData } from '../../datasets/run-data.ts';
import { createEncoder } from '../../encoders/registry.ts';
import { comparableRepresentations } from '../../measures/rows/comparable-representations.ts';
import type { LabelledRows } from '../../probes/probe.ts';
import { probeHits } from '../../probes/probe.ts';
import { probes, type ProbeKey } from '../../probes/registry.ts';
import type { ExaminationOptions, UnseenOptions } from './examination-options.ts';
import { halvesOf, type Halves } from './halves.ts';

export interface ProbeRequest {
  key: 'probes';
  /** Unseen datapoints used, at most; half to learn from, half to test. */
  datapoints: number;
  /** Whether raw values and the encoder as it began are probed, too. */
  baselines: boolean;
  /** Slug of another dataset whose classes the same encoder is asked to tell, too. */
  dataset?: string;
}

/** What the probes of an encoder reach on another dataset: they learn from one half of it and are tested on the other. */
export interface ElsewhereExamination {
  trained: ProbeAnswers;
  chance: number;
  tested: number;
}

/** By probe; of each test datapoint, `1` where its class was told, else `0`, in the order of the test half: a text travels as it is. */
export type ProbeAnswers = Record<ProbeKey, string>;

export interface ProbeExamination {
  key: 'probes';
  trained: ProbeAnswers;
  /** Of the encoder before it was trained, and of the values without an encoder; null where they were not asked for. */
  untrained: ProbeAnswers | null;
  values: ProbeAnswers | null;
  /** Share of the largest class in the test half: what telling the same class always reaches. */
  chance: number;
  /** Datapoints in the test half. */
  tested: number;
  /** Left out where it was not asked for. */
  elsewhere?: ElsewhereExamination;
}

/** @throws DomainError INVALID_CONFIG where too few datapoints are left beside the run's */
export async function examineProbes(
  { datapoints, baselines }: ProbeRequest,
  o: UnseenOptions,
): Promise<ProbeExamination> {
  const halves = halvesOf(o.unseen, datapoints);
  return {
    ...{ key: 'probes', ...(await trainedAnswers(halves, o)) },
    untrained: baselines ? await untrainedAnswers(halves, o) : null,
    values: baselines ? await valueAnswers(halves, o) : null,
    ...(o.elsewhere && { elsewhere: await trainedAnswers(halvesOf(o.elsewhere, datapoints), o) }),
  };
}

async function trainedAnswers(halves: Halves, o: ExaminationOptions): Promise<ElsewhereExamination> {
  const { classes } = halves.test;
  const counts = new Map<number, number>();
  for (const label of classes) counts.set(label, (counts.get(label) ?? 0) + 1);
  const trained = await answersOf(halves, (half) => represented(half, o));
  return { trained, tested: classes.length, chance: Math.max(...counts.values()) / classes.length };
}

async function answersOf(
  { learn, test }: Halves,
  rowsOf: (half: RunData) => Promise<LabelledRows>,
): Promise<ProbeAnswers> {
  const [known, asked] = [await rowsOf(learn), await rowsOf(test)];
  const answers = Object.entries(probes).map(([key, probe]) => [
    key,
    probeHits(probe, known, asked).join(''),
  ]);
  return Object.fromEntries(answers) as ProbeAnswers;
}

async function represented(
  half: RunData,
  { encoder, config, signal }: Pick<ExaminationOptions, 'encoder' | 'config' | 'signal'>,
): Promise<LabelledRows> {
  return { rows: await comparableRepresentations(encoder, half, { config, signal }), labels: half.classes };
}

async function untrainedAnswers(halves: Halves, o: ExaminationOptions): Promise<ProbeAnswers> {
  const rng = Rng.fromSeed(o.initialisationSeed).split('encoder');
  const encoder = createEncoder(o.config.encoder, o.data.shape, rng);
  try {
    return await answersOf(halves, (half) => represented(half, { ...o, encoder }));
  } finally {
    encoder.dispose();
  }
}

/** The last answers from values: the same for all encoders of all runs that are asked about the same datapoints, and the dearest. */
let known: { halves: string; found: ProbeAnswers } | null = null;

const nameOf = ({ contentHashes, classes }: RunData): string => `${contentHashes.join()} ${classes.join()}`;

async function valueAnswers(halves: Halves, { unseen }: UnseenOptions): Promise<ProbeAnswers> {
  const name = `${nameOf(halves.learn)} ${nameOf(halves.test)}`;
  if (known?.halves === name) return known.found;
  const dims = imageSize(unseen.shape);
  const found = await answersOf(halves, ({ pixels, classes }) => {
    const values = Float64Array.from(encoderInputs(pixels.read(positionsFrom(0, classes.length))));
    return Promise.resolve({ rows: { values, count: classes.length, dims }, labels: classes });
  });
  known = { halves: name, found };
  return found;
}
