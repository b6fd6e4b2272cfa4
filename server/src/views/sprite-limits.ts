import { imageSize, operationsOf, type ImageShape, type PolicyConfig } from '@engram/core';

/** Values drawn for a picture of views: 64 MiB of float32, five views of a colour image of 1,024 × 1,024. */
const maxValues = 2 ** 24;
/** What drawing a view takes at least, in objects that are answered in the same time; and values that an operation changes in that of one. */
const costs = { perView: 20, valuesPerObject: 2000 };

/** Views of datapoints of this shape that one picture may hold. */
export const mostViews = (shape: ImageShape): number => Math.floor(maxValues / imageSize(shape));

/** What drawing takes of a caller's budget. */
export const costOfViews = (policy: PolicyConfig, count: number, shape: ImageShape): number =>
  Math.ceil(
    count * (costs.perView + (operationsOf(policy).length * imageSize(shape)) / costs.valuesPerObject),
  );
