import { imageSize, runSchemaFor, viewSeed, type ScoringViewsConfig } from '@engram/core';
import { scoringPolicyHash, type DatasetRow, type RunRow } from '@engram/store';
import { mostViews } from './sprite-limits.ts';

/** What redraws the views of a run, or the reason why nothing does. */
export type Redrawing = { config: ScoringViewsConfig; reason: null } | { config: null; reason: string };

const impossible = (reason: string): Redrawing => ({ config: null, reason });

/** Views are redrawn only where they are surely those that were scored: from the same policy, and the same seed. */
export function redrawing(run: RunRow, dataset: DatasetRow): Redrawing {
  if (!dataset.hasImages)
    return impossible('The dataset was imported without images, so that there is nothing to draw.');
  const parsed = runSchemaFor(run.config).safeParse(run.config);
  if (!parsed.success)
    return impossible('The run was imported: what its views looked like is not known here.');
  const config = parsed.data;
  const key = run.comparabilityKey;
  if (!key) return impossible('The run has no scores yet.');
  if (key.policyHash !== scoringPolicyHash(config) || key.viewSeed !== viewSeed(config))
    return impossible(
      'The run was scored on views that this version of Engram draws otherwise. Run it again to see them.',
    );
  const { views } = config.scoring;
  if (views > mostViews(dataset))
    return impossible(
      `${views} views of ${imageSize(dataset).toLocaleString('en')} values each are too much to draw here; of datapoints as large as these, up to ${mostViews(dataset)} views are drawn.`,
    );
  return { config, reason: null };
}
