import { isMeasureKey, isProxy, measureCards, measureDefinitions } from '@engram/core';

/** The name of a measure by its key: `Unit activation`. */
export const measureName = (measure: string): string =>
  isMeasureKey(measure) ? measureCards[measure].name : 'Imported score';

/** What a measure reads off one encoder, within a sentence: `alignment loss`. */
export const measuredValue = (measure: string): string =>
  isMeasureKey(measure) ? measureCards[measure].name.toLowerCase() : 'value';

/** Whether a score rests on the views of its datapoint, which then can be shown beside it. */
export const restsOnViews = (measure: string): boolean =>
  isMeasureKey(measure) && (measureDefinitions[measure].readsViews ?? false);

/** What stands above scores: `m(x)` is a memorization score, which a proxy's is not. @param measure null where the scores were made elsewhere */
export const scoreTitle = (measure: string | null): string =>
  measure !== null && isProxy(measure) ? 'Proxy score' : 'm(x)';

/** What an axis of mean scores says; a measure of distances has their unit. */
export function meanScoreLabel(measure: string, distance: string): string {
  if (isProxy(measure)) return 'mean proxy score';
  const isDistance = isMeasureKey(measure) && measureDefinitions[measure].memorizedWhen === 'small';
  return isDistance ? `mean score m(x), in units of the distance: ${distance}` : 'mean score m(x)';
}

/** How the score of a run comes of the means of its encoders, upper where they saw the datapoint not; a sentence, or empty of scores made elsewhere. */
export function howScored(measure: string): string {
  if (!isMeasureKey(measure)) return '';
  const { memorizedWhen } = measureDefinitions[measure];
  if (isProxy(measure))
    return `The score of this proxy is ${memorizedWhen === 'large' ? '' : 'minus '}the mean of all dots.`;
  return memorizedWhen === 'small'
    ? 'The score is the upper mean minus the lower one.'
    : 'The score is the lower mean minus the upper one.';
}
