import { isMeasureKey, measureCards, measureDefinitions } from '@engram/core';

/** The name of a measure by its key: `Unit activation`. */
export const measureName = (measure: string): string =>
  isMeasureKey(measure) ? measureCards[measure].name : 'Imported score';

/** What a measure reads off one encoder, within a sentence: `alignment loss`. */
export const measuredValue = (measure: string): string =>
  isMeasureKey(measure) ? measureCards[measure].name.toLowerCase() : 'value';

/** Whether a score rests on the views of its datapoint, which then can be shown beside it. */
export const restsOnViews = (measure: string): boolean =>
  isMeasureKey(measure) && (measureDefinitions[measure].readsViews ?? false);
