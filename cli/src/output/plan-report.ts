import type { PrecisionTarget } from '@engram/core';
import { formatCount, formatDuration } from './durations.ts';
import { plain } from './output.ts';

interface Precision {
  /** Median over the datapoints; null where it is unknown. */
  standardError: number | null;
  /** Of the ranking; null where it is unknown. */
  reliability: number | null;
}

/** What it takes to be as precise as was asked for. */
export interface RunPlan {
  /** The finished run that it is planned from. */
  run: { id: string; name: string; encoders: number };
  now: Precision;
  target: PrecisionTarget;
  /** The smallest number that meets the target. */
  encoders: number;
  /** Of training and measuring all of them; null where it is not known. */
  seconds: number | null;
  /** Trainer processes side by side. */
  processes: number;
  /** What starts it; null where the encoders are trained elsewhere. */
  command: string | null;
}

/** A ranking below this says little of how reliable another would be; core's rankingQuality calls it weak. */
const weak = 0.5;

const number = (value: number | null, digits: number): string =>
  value === null ? 'unknown' : value.toFixed(digits);

const formatPrecision = ({ standardError, reliability }: Precision): string =>
  `standard error ${number(standardError, 4)} (median, corrected for few encoders), reliability ${number(reliability, 2)}`;

export function formatPlan(plan: RunPlan, predicted: Precision): string {
  const { run, now, target, encoders, seconds, processes, command } = plan;
  const aim =
    target.kind === 'reliability'
      ? `a reliability of ${target.value}`
      : `a standard error of ${target.value}`;
  const time =
    seconds === null
      ? 'the time is not known here'
      : `about ${formatDuration(seconds)} with ${formatCount(processes, 'trainer process').replace(/processs$/, 'processes')}`;
  const isMet = encoders <= run.encoders;
  return [
    `Run ${run.id.slice(0, 8)} '${plain(run.name)}' has ${formatCount(run.encoders, 'encoder')}: ${formatPrecision(now)}.`,
    isMet
      ? `It meets the aim, ${aim}: ${formatCount(encoders, 'encoder')} would do (${formatPrecision(predicted)}).`
      : `For ${aim}, train ${formatCount(encoders, 'encoder')}: ${time}. Predicted: ${formatPrecision(predicted)}.`,
    ...(target.kind === 'reliability' && now.reliability !== null && now.reliability < weak
      ? [
          'The reliability that this rests on is low, and so is itself uncertain. Plan again from the larger run.',
        ]
      : []),
    ...(isMet || command === null ? [] : [`Start it with: ${command}`]),
  ].join('\n');
}
