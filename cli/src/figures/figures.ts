import { claimAddress, DomainError, shortHash, type FigureWidth } from '@engram/core';
import type { SourceItem } from '@engram/web';
import { agreement } from './agreement.ts';
import type { Figure, FigureKind, FigureSource, ListedFigure } from './figure.ts';
import { histogram } from './histogram.ts';
import { layers } from './layers.ts';
import { pictures } from './pictures.ts';
import { removal } from './removal.ts';

const kinds: readonly FigureKind[] = [histogram, pictures, agreement, layers, removal];

const pixelsPerInch = 96;
/** Height of a plot by its width, unless its rows have a height. */
const proportion = 0.5;

/** The figures that a snapshot has, in the order in which they are shown. */
export async function figuresOf(source: FigureSource): Promise<ListedFigure[]> {
  const found = await Promise.all(kinds.map((kind) => kind.list(source)));
  return found.flat().map(({ name, title }) => ({ name, title }));
}

/** A figure as it stands on paper. @throws DomainError NOT_FOUND when the snapshot has none of this name */
export async function loadFigure(source: FigureSource, name: string, width: FigureWidth): Promise<Figure> {
  const found = (await Promise.all(kinds.map((kind) => kind.list(source)))).flat();
  const listed = found.find((one) => one.name === name);
  if (!listed)
    throw new DomainError(
      'NOT_FOUND',
      `The snapshot ${shortHash(source.snapshot.hash)} has no figure '${name.slice(0, 60)}'; it has ${found.map((one) => one.name).join(', ') || 'none'}.`,
    );
  const pixels = width * pixelsPerInch;
  const figure = await listed.load(pixels);
  const { size } = figure.spec;
  const plotHeight = size.plotHeight ?? Math.round(proportion * pixels);
  const spec = {
    ...figure.spec,
    size: { ...size, width: pixels, plotHeight },
    sources: sourcesOf(source, name, figure.numbers),
  };
  return { ...figure, name, title: listed.title, spec };
}

/** Numbers with the links that `engram verify` follows, and where the figure comes from. */
function sourcesOf(
  { base, snapshot: { hash } }: FigureSource,
  name: string,
  numbers: Figure['numbers'],
): SourceItem[] {
  return [
    ...numbers.map(({ text, claim }) => ({
      text,
      link: base !== null && claim ? claimAddress(base, { hash, ...claim }) : null,
    })),
    {
      text: `Engram snapshot ${shortHash(hash)}`,
      link: base === null ? null : `${base}/s/${hash}?figure=${name}`,
    },
  ];
}
