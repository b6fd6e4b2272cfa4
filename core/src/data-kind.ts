/** What a datapoint is: [H, W, C] of an image, [D] of a vector, [T, C] of a series, log-counts of words [D], hashed, of a text. */
export const dataKinds = ['image', 'vector', 'series', 'text'] as const;
export type DataKind = (typeof dataKinds)[number];
