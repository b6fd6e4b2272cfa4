import { hasImportedScores } from '../imported/imported-scores-config.ts';
import type { AnyRunConfig } from '../imported/any-run-config.ts';
import { isBinary, isProxy, measureKeyOf } from '../measures/registry.ts';
import { falseDiscoveryRates, type IntervalScore } from './memorized-flags.ts';

type Config = Pick<AnyRunConfig, 'scoring'>;

/** Whether a configuration's scores can be tested: not those made elsewhere, and not a proxy, of which 0 means nothing. */
export const hasRates = (config: Config): boolean =>
  !hasImportedScores(config) && !isProxy(measureKeyOf(config));

/** False discovery rates of all scores of a run, as they are stored with it, [N]; null where there is none. */
export function ratesOfRun(config: Config, scores: readonly IntervalScore[]): (number | null)[] {
  if (!hasRates(config)) return scores.map(() => null);
  const { confidence } = config.scoring;
  return falseDiscoveryRates(scores, { confidence, isBinary: isBinary(measureKeyOf(config)) });
}
