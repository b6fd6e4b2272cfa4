import { canonicalJson } from '../canonical-json.ts';
import { defaultMeasure } from '../measures/registry.ts';
import { representationLayer } from '../encoders/layers.ts';

/** What a run of an ensemble may measure otherwise than another run of it. */
const measurementKeys = [
  'measure',
  'views',
  'distance',
  'unitNorm',
  'layer',
  'policy',
  'viewSeed',
  'confidence',
] as const;
export type MeasurementKey = (typeof measurementKeys)[number];

/** What of a configuration says how it measures; stored ones may lack some of it. */
export interface MeasuringConfig {
  readonly scoring?: { readonly [K in MeasurementKey]?: unknown };
  readonly policy?: unknown;
  readonly seed?: unknown;
}

/** The measurement that a configuration asks for; what it leaves out has its default, or nothing. */
export const measurementSettings = ({
  scoring = {},
  policy,
  seed,
}: MeasuringConfig): Record<MeasurementKey, unknown> => ({
  ...{ views: scoring.views, distance: scoring.distance, unitNorm: scoring.unitNorm },
  measure: scoring.measure ?? defaultMeasure,
  layer: scoring.layer ?? representationLayer,
  policy: scoring.policy ?? policy,
  viewSeed: scoring.viewSeed ?? seed,
  confidence: scoring.confidence,
});

/** What two configurations measure differently, always in the same order; empty where they measure the same. */
export function differingSettings(a: MeasuringConfig, b: MeasuringConfig): MeasurementKey[] {
  const [ours, theirs] = [measurementSettings(a), measurementSettings(b)];
  return measurementKeys.filter(
    (key) => canonicalJson(ours[key] ?? null) !== canonicalJson(theirs[key] ?? null),
  );
}

/**
 * Of several runs of the reference measure on the same encoders, the one that a run is held against: it differs in the fewest settings, the newest of
 * equals, never the one that correlates best. Null where there is none.
 */
export function nearestMeasurement<T>(
  here: MeasuringConfig,
  references: readonly T[],
  of: (reference: T) => { config: MeasuringConfig; createdAtMs: number },
): T | null {
  const [first] = references
    .map((reference) => ({ reference, ...of(reference) }))
    .map((each) => ({ ...each, differing: differingSettings(each.config, here).length }))
    .toSorted((a, b) => a.differing - b.differing || b.createdAtMs - a.createdAtMs);
  return first?.reference ?? null;
}
