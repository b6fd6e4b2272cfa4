import type { DataKind } from '../data-kind.ts';
import type { MeasureCard } from './measure-card.ts';

/** A measure as configurations and pages know it; what reads it off an encoder stands under the same name in `worker/src/measures`. */
export interface MeasureDefinition<Key extends string = string> {
  readonly key: Key;
  readonly card: MeasureCard;
  /**
   * Which values of an encoder that saw the datapoint mean that it was memorized. A score is positive for memorized either way:
   * without minus with where small values do, with minus without where large ones do.
   */
  readonly memorizedWhen: 'small' | 'large';
  /** How often an encoder reads a datapoint, with so many views of it; a pass back counts as two (docs/measures.md). */
  readonly passes: (views: number) => number;
  /** Whether a value is 1 or 0, 1 where the encoder is right: its scores are differences of two proportions, and tested as such. */
  readonly isBinary?: boolean;
  /** Whether it takes the mean over all encoders, whichever saw the datapoint: no memorization score, only an indication of one. */
  readonly isProxy?: boolean;
  /** Whether it is read off views of the datapoint; off the datapoint as it is, or a part of it, where left out. */
  readonly readsViews?: boolean;
  /** Whether inner layers are measured by their flattened output, not as the layer pools it. */
  readonly flattensLayers?: boolean;
  /** Kinds of data that it can be read off; all of them when left out. */
  readonly kinds?: readonly DataKind[];
  /** Reads the answers of the classifier that was trained with the encoder. */
  readonly needsClassifier?: boolean;
  /** Every datapoint measured needs a class. */
  readonly needsLabels?: boolean;
  /** Labelled datapoints of the dataset that no encoder may have seen: at least so many. */
  readonly unseenDatapoints?: number;
}

export const defineMeasure = <const Key extends string>(
  definition: MeasureDefinition<Key>,
): MeasureDefinition<Key> => definition;
