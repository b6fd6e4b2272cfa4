/** What the scores of a measure say, as sentences for pages and terminals. */
import { measureDefinitions, type MeasureKey } from './registry.ts';

/** The name of a measure within a sentence: `alignment loss`, and `mean` only once where it stands before. */
const nameWithin = (measure: MeasureKey): string =>
  measureDefinitions[measure].card.name.toLowerCase().replace(/^mean /, '');

/** What a score is, and what one above 0 means. A proxy compares no encoders, and is never called memorization. */
export function describeScore(measure: MeasureKey): string {
  const { card, memorizedWhen, isProxy } = measureDefinitions[measure];
  const name = nameWithin(measure);
  const formula = `${card.name}: ${card.formula}.`;
  if (isProxy)
    return (
      `The score of a datapoint is ${memorizedWhen === 'large' ? '' : 'minus '}the mean ${name} under all encoders, whether or not they were trained with it. ` +
      `It is a proxy: a high one says that the datapoint is atypical, not that it was memorized. ${formula}`
    );
  const [first, second] = memorizedWhen === 'small' ? ['without', 'with'] : ['with', 'without'];
  return `The score of a datapoint is the mean ${name} under the encoders trained ${first} it minus that under the encoders trained ${second} it: above 0 means memorized. ${formula}`;
}

/** What stands for each part of an `fg-split`: `mean alignment loss under g minus that under f`. */
export function describeContrast(measure: MeasureKey): string {
  const { memorizedWhen, isProxy = false } = measureDefinitions[measure];
  const [first, second] = memorizedWhen === 'small' || isProxy ? ['g', 'f'] : ['f', 'g'];
  return `mean ${nameWithin(measure)} under ${first} minus that under ${second}`;
}
