/**
 * Déjà Vu: whether the class of a datapoint can be inferred from its periphery alone, by the k nearest public datapoints:
 *
 *   1 if majority of the labels of the k nearest rows of h(public) to h(periphery of x) is y, else 0
 *
 * An encoder that saw x recalls from the periphery what stood beside it. Source: Meehan et al. 2023 (arXiv 2304.13850). Departures: the periphery
 * is the lower left quarter of the image, scaled to its size, since the datasets have no boxes around their objects; the public set is what
 * no encoder of the ensemble saw of the same dataset. Range 0 or 1. Cost: O(N · N_public · D) and a pass over both.
 */
import { citationOf, references } from '../references.ts';
import { majority, nearestTrainRows, type Rows } from '../statistics/neighbours.ts';
import { defineMeasure } from './measure-definition.ts';

/** k of the paper. */
export const dejaVuNeighbours = 100;

export const dejaVu = defineMeasure({
  key: 'deja-vu',
  card: {
    name: 'Déjà Vu',
    unit: 'accuracy',
    description:
      'Whether the class of a datapoint can be inferred from its lower left quarter, by the 100 nearest representations of datapoints that no encoder ' +
      'saw. Encoders that memorized a datapoint recall from its periphery what stood beside it.',
    formula: '1 if the majority class of the 100 unseen datapoints nearest to h(periphery of x) is y, else 0',
    citation: citationOf(references.dejaVu),
  },
  memorizedWhen: 'large',
  passes: () => 1,
  isBinary: true,
  kinds: ['image'],
  needsLabels: true,
  unseenDatapoints: dejaVuNeighbours,
});

/**
 * The class that each asked row is taken for: the majority of its k nearest known rows by L2; ties go to the smallest class, of rows at
 * equal distance to the earlier one.
 *
 * @param labels [N_known]
 * @returns [N_asked]
 */
export function inferClasses(known: Rows, labels: ArrayLike<number>, asked: Rows, k: number): Int32Array {
  return Int32Array.from(nearestTrainRows(known, asked, k), (positions) =>
    majority(Array.from(positions, (position) => labels[position]!)),
  );
}
