/** How a measure is described to readers. */
export interface MeasureCard {
  name: string;
  /** What its values count, in one or two words. */
  unit: string;
  description: string;
  /** What is computed of one encoder and one datapoint, in a line. */
  formula: string;
  citation: string | null;
}
