import { isCanonicalUuid } from '../../text/uuid.ts';

/** Numbers of a datapoint that a text can claim; each is a member of its score. */
export const scoreClaims = {
  score: 'value',
  low: 'low',
  high: 'high',
  error: 'standardError',
  relative: 'relativeValue',
  in: 'alignmentIn',
  out: 'alignmentOut',
  percentile: 'percentile',
  top: 'topFraction',
  fdr: 'fdr',
  rank: 'rank',
} as const;

/** Numbers of a run that a text can claim; each is a member of its summary. */
export const runClaims = {
  mean: 'meanScore',
  meanlow: 'low',
  meanhigh: 'high',
  scores: 'identifiableCount',
  positive: 'positiveFraction',
  reliability: 'spearmanBrown',
} as const;

/** Numbers of a point of a series, of a run or an experiment. */
export const seriesClaims = { value: 'value', low: 'low', high: 'high' } as const;

export type ClaimedField = keyof typeof scoreClaims | keyof typeof runClaims | keyof typeof seriesClaims;

/** A point of a series. */
export interface ClaimedPoint {
  of: 'run' | 'experiment';
  /** Of the series, such as `layer`. */
  key: string;
  /** Place of the point, from 0. */
  point: number;
}

/** What a link beside a number says that the number is. */
export interface Claim {
  /** Of the snapshot, 64 hexadecimal digits. */
  hash: string;
  /** UUID of the run, or of the experiment whose series it is. */
  run: string;
  /** Index of the datapoint; null for a number of the whole run. */
  index: number | null;
  field: ClaimedField;
  /** Left out where it is no number of a series. */
  series?: ClaimedPoint;
}

/** The link of a number. @param base where the snapshot's page is, such as `https://scores.example.org` */
export function claimAddress(base: string, { hash, run, index, field, series }: Claim): string {
  if (series) {
    const key = encodeURIComponent(series.key).replaceAll(
      /[()']/g,
      (one) => `%${one.charCodeAt(0).toString(16)}`,
    );
    return `${base}/s/${hash}?${series.of}=${run}&series=${key}&point=${series.point}&claim=${field}`;
  }
  const datapoint = index === null ? '' : `&index=${index}`;
  return `${base}/s/${hash}?run=${run}${datapoint}&claim=${field}`;
}

/** A claim, or why the link is none; null for a link that leads elsewhere. */
export function parseClaim(address: string): Claim | string | null {
  const [, hash, search] = /\/s\/([0-9a-f]{64})\?([^#\s]*)/i.exec(address) ?? [];
  if (hash === undefined) return null;
  const params = new URLSearchParams(search);
  const field = params.get('claim');
  if (field === null) return null;
  const of = params.has('experiment') ? 'experiment' : 'run';
  const run = (params.get(of) ?? '').toLowerCase();
  if (!isCanonicalUuid(run)) return `the link names no ${of}`;
  const key = params.get('series');
  if (key !== null || of === 'experiment')
    return pointClaim({ hash: hash.toLowerCase(), run, field }, { of, key, point: params.get('point') });
  const index = params.get('index');
  if (index !== null && !/^\d{1,9}$/.test(index)) return 'the index in the link is no whole number';
  const fields = index === null ? runClaims : scoreClaims;
  if (!Object.hasOwn(fields, field))
    return `the link claims '${field.slice(0, 40)}', which ${index === null ? 'a run' : 'a datapoint'} does not have; it has ${Object.keys(fields).join(', ')}`;
  return {
    hash: hash.toLowerCase(),
    run,
    index: index === null ? null : Number(index),
    field: field as ClaimedField,
  };
}

function pointClaim(
  claim: Pick<Claim, 'hash' | 'run'> & { field: string },
  { of, key, point }: { of: ClaimedPoint['of']; key: string | null; point: string | null },
): Claim | string {
  if (key === null || point === null || !/^\d{1,9}$/.test(point))
    return 'the link names no point of a series';
  if (!Object.hasOwn(seriesClaims, claim.field))
    return `the link claims '${claim.field.slice(0, 40)}', which a series does not have; it has ${Object.keys(seriesClaims).join(', ')}`;
  const field = claim.field as keyof typeof seriesClaims;
  return { ...claim, field, index: null, series: { of, key, point: Number(point) } };
}
