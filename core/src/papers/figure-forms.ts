/** Forms of a figure by the endings of their files; the last is its data. */
export const figureFormats = ['svg', 'pdf', 'csv'] as const;
export type FigureFormat = (typeof figureFormats)[number];

/** Widths of a figure in inches: one column of a page, and both. */
export const figureWidths = [3.25, 6.75] as const;
export type FigureWidth = (typeof figureWidths)[number];
