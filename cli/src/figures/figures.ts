import { claimAddress, DomainError, shortHash, type FigureWidth } from '@engram/core';
import type { SourceItem } from '@engram/web';
import { agreement } from './agreement.ts';
import type { Figure, FigureKind, FigureSource, ListedFigure } from './figure.ts';
import { histogram } from './histogram.ts';
import { layers } from './layers.ts';
import { pictures } from './pictures.ts';
import { removal } from './removal.ts';

/** By the word that the names of their figures begin with. */
const kinds: Readonly<Record<string, FigureKind>> = {
  histogram,
  datapoints: pictures,
  agreement,
  layers,
  removal,
};

const listed = async (source: FigureSource, some: readonly FigureKind[] = Object.values(kinds)) =>
  (await Promise.all(some.map((kind) => kind.list(source)))).flat();

const pixelsPerInch = 96;
/** Height of a plot by its width, unless its rows have a height. */
const proportion = 0.5;

/** The figures that a snapshot has, in the order in which they are shown. */
export async function figuresOf(source: FigureSource): Promise<ListedFigure[]> {
  return (await listed(source)).map(({ name, title }) => ({ name, title }));
}

/** A figure as it stands on paper. @throws DomainError NOT_FOUND when the snapshot has none of this name */
export async function loadFigure(source: FigureSource, name: string, width: FigureWidth): Promise<Figure> {
  const [word] = name.split('-');
  const kind = Object.hasOwn(kinds, word!) ? [kinds[word!]!] : [];
  const found = (await listed(source, kind)).find((one) => one.name === name);
  if (!found) throw await unknownFigure(source, name);
  const pixels = width * pixelsPerInch;
  const figure = await found.load(pixels);
  const { size } = figure.spec;
  const plotHeight = size.plotHeight ?? Math.round(proportion * pixels);
  const spec = {
    ...figure.spec,
    size: { ...size, width: pixels, plotHeight },
    sources: sourcesOf(source, name, figure.numbers),
  };
  return { ...figure, name, title: found.title, spec };
}

async function unknownFigure(source: FigureSource, name: string): Promise<DomainError> {
  const names = (await listed(source)).map((one) => one.name);
  return new DomainError(
    'NOT_FOUND',
    `The snapshot ${shortHash(source.snapshot.hash)} has no figure '${name.slice(0, 60)}'; it has ${names.join(', ') || 'none'}.`,
  );
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
