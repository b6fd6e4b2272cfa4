import { formatAmount, formatScore, isNumber, joinFacts } from '../../../format.ts';
import { labelsOf, type NamedRun } from '../../../messages/run-labels.ts';
import type { Layer } from './findings-document.ts';

/** What the chart of the layers shows, how layers compare, and which one stands out. @param others runs that are drawn beside */
export function layersMessage(layers: readonly Layer[], others: number): string {
  const count = layers[0]?.count ?? 0;
  const sentences = [
    `The score of every layer from the input (top) to the representation, a mean over ${formatAmount(count, 'identifiable datapoint')}: above 0 where encoders trained with a datapoint align its views more tightly.`,
    'Distances differ in size from layer to layer; the relative mean, of (without − with) / (without + with), compares layers.',
  ];
  const highest = layers
    .filter(({ relativeMean }) => isNumber(relativeMean))
    .toSorted((a, b) => b.relativeMean! - a.relativeMean!)[0];
  if (layers.length > 1 && highest)
    sentences.push(`It is highest at ${highest.layer}: ${formatScore(highest.relativeMean)}.`);
  if (others > 0)
    sentences.push(
      `${formatAmount(others, 'other run')} with the same masks, layers and measurement ${others === 1 ? 'is' : 'are'} drawn beside it.`,
    );
  return sentences.join(' ');
}

/** Names of runs beside each other, the method first. */
export function profileNames(runs: readonly (NamedRun & { method: { name: string } })[]): string[] {
  const labels = labelsOf(runs);
  return runs.map(({ method }, at) => {
    const { text } = labels[at]!;
    return text.split(' · ').includes(method.name) ? text : joinFacts(method.name, text);
  });
}
