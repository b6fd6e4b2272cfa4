import { shortRunId } from '../../../address/run-address.ts';

/** How the encoders of a run are to be measured another way; null leaves a setting as it was. */
export interface Measurement {
  views: number | null;
  distance: string | null;
  layer: string | null;
  unitNorm: boolean | null;
  policy: string | null;
  viewSeed: number | null;
}

export const unchanged: Measurement = {
  views: null,
  distance: null,
  layer: null,
  unitNorm: null,
  policy: null,
  viewSeed: null,
};

/** Names of `--set`; `policy` alone is the one of training. */
const names: Readonly<Record<keyof Measurement, string>> = {
  views: 'views',
  distance: 'distance',
  layer: 'layer',
  unitNorm: 'unitNorm',
  policy: 'scoringPolicy',
  viewSeed: 'viewSeed',
};

/** The command that measures the encoders of a run another way; null while nothing is changed. */
export function measureCommand(runId: string, measurement: Measurement): string | null {
  const changes = (Object.keys(names) as (keyof Measurement)[]).flatMap((key) =>
    measurement[key] === null ? [] : [`--set ${names[key]}=${measurement[key]}`],
  );
  if (changes.length === 0) return null;
  return ['npx engram run', shortRunId(runId).slice(0, 8), ...changes].join(' ');
}
