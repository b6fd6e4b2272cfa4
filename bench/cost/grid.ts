import { runConfigSchema, type RunConfig } from '@engram/core';

export interface Size {
  /** N */
  datapoints: number;
  /** t */
  encoders: number;
  /** M */
  views: number;
  /** Of the square images, in pixels. */
  side: number;
  /** Trainer processes of one thread each. */
  processes: number;
  epochs: number;
}

export const sides = [14, 28, 42];
export const mostDatapoints = 2000;

export const center: Size = { datapoints: 1000, encoders: 4, views: 10, side: 28, processes: 2, epochs: 10 };

/** One thing changed at a time, to two more sizes each; then two or three things at once. */
export const grid: readonly Size[] = [
  ...[
    { datapoints: 500 },
    { datapoints: 2000 },
    { encoders: 2 },
    { encoders: 8 },
    { views: 3 },
    { views: 40 },
  ],
  ...[{ side: 14 }, { side: 42 }, { processes: 1 }, { epochs: 2 }],
  { datapoints: 1500, encoders: 6, views: 5 },
  { datapoints: 500, side: 42, epochs: 20 },
  { processes: 1, encoders: 2, views: 20, side: 14 },
].map((changes) => ({ ...center, ...changes }));

export const configOf = ({ datapoints, encoders, views, epochs, side }: Size): RunConfig =>
  runConfigSchema.parse({
    ...{ name: 'cost', dataset: `noise-${side}`, datapoints, epochs, batch: 100 },
    ...{ method: { key: 'simclr' }, projector: { widths: [32] }, policy: 'digits-weak' },
    encoder: { key: 'small-conv', channels: [16, 32] },
    estimator: { key: 'half-split', encoders },
    scoring: { views },
  });
