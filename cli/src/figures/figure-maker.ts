import type { FigureMaker, FigureRequest } from '@engram/server';

const sourceOf = async ({ store, snapshot, publicUrl }: FigureRequest) => {
  const { figureSourceOf } = await import('./source-of.ts');
  return figureSourceOf(store, snapshot, { publicUrl });
};

/** Draws figures for the server; what draws is loaded when it is first asked for. */
export const figureMaker: FigureMaker = {
  async list(request) {
    const { figuresOf } = await import('./figures.ts');
    return figuresOf(await sourceOf(request));
  },
  async draw({ name, format, width, ...request }) {
    const [{ loadFigure }, { drawFigure }] = await Promise.all([
      import('./figures.ts'),
      import('./draw-figure.ts'),
    ]);
    const figure = await loadFigure(await sourceOf(request), name, width);
    return { title: figure.title, file: await drawFigure(figure, format) };
  },
  async measure({ name, width, ...request }) {
    const [{ loadFigure }, { figureSize }] = await Promise.all([
      import('./figures.ts'),
      import('@engram/web'),
    ]);
    const { title, spec } = await loadFigure(await sourceOf(request), name, width);
    return { title, ...figureSize(spec) };
  },
};
