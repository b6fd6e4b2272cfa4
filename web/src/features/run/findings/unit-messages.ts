import { formatAmount, formatCount } from '../../../format.ts';

interface Driven {
  trainedOn: boolean;
  datapoint: { index: number };
}

/** How far each unit is driven by one datapoint, and how many of the units' encoders were trained with it. */
export function unitsMessage(units: readonly Driven[]): string {
  const trained = units.filter(({ trainedOn }) => trainedOn).length;
  const datapoints = new Set(units.map(({ datapoint }) => datapoint.index)).size;
  return [
    'A unit is one feature of the layer measured. Its selectivity compares its mean activation on the datapoint that drives it most with that on all others: 1 for a unit that this datapoint alone drives, 0 for one that all drive alike.',
    `The ${formatAmount(units.length, 'most selective unit')} over all encoders ${units.length === 1 ? 'is' : 'are'} driven by ${formatAmount(datapoints, 'datapoint')};`,
    `in ${formatCount(trained)} of ${formatCount(units.length)} the encoder was trained with it.`,
    'Selectivity without training says that a datapoint is unusual, not that it was memorized: the scores compare both kinds of encoders.',
  ].join(' ');
}
