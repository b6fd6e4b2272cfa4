import { DomainError, type ImageShape } from '@engram/core';

/** @throws DomainError INVALID_CONFIG for another dataset whose datapoints the encoders of a run cannot read */
export function assertSameShape(slug: string, theirs: ImageShape, ours: ImageShape): void {
  const sizes = ({ height, width, channels }: ImageShape): string => `${height} × ${width} × ${channels}`;
  if (sizes(theirs) === sizes(ours)) return;
  throw new DomainError(
    'INVALID_CONFIG',
    `testDataset: datapoints of '${slug}' are ${sizes(theirs)}, and the encoders read ${sizes(ours)}. Name a dataset of the same shape.`,
  );
}
