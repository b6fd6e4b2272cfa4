import { DomainError, embedFootHeight, isFigureName, nameOfAuthor, type EmbedFacts } from '@engram/core';
import { limitedBy, runs, type SnapshotRow } from '@engram/store';
import type { Request, RequestHandler } from 'express';
import { callerOf } from '../../access/caller.ts';
import { acquireWork } from '../../limits/work.ts';
import { existingSnapshot } from '../existing-snapshot.ts';
import { drawingCost, makerOf, widthOf, type FigureOptions } from '../serve-figure.ts';
import { cardEmbed, cardSize, figureEmbed } from './embed-html.ts';

type Params = { hash: string };

/** Any page may show it in a frame, where it runs no script, and opens its links in windows of their own. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'; " +
  'frame-ancestors *; sandbox allow-popups allow-popups-to-escape-sandbox';

/** Links of a figure, from `/s/<hash>/embed`; they stay within whichever server sent it. */
const relativeBase = '../..';

/** Serves `/s/<hash>/embed?figure=NAME`: a figure for the frame of another page, or, without a name, what the snapshot holds. */
export function serveEmbed(options: FigureOptions): RequestHandler<Params> {
  return async (request, response) => {
    const caller = callerOf(response);
    const store = limitedBy(options.store, undefined, () => options.limiter.acquireConnection(caller.key));
    const snapshot = await existingSnapshot(store, request.params.hash);
    const figure = figureNameOf(request);
    const width = widthOf(request);
    const asJson = request.accepts(['html', 'json']) === 'json';
    response.vary('Accept');
    response.setHeader('cache-control', 'private, max-age=86400');
    if (figure === null) {
      if (asJson) return void response.json(factsOf(snapshot, null, cardSize));
      const rows = new Map((await runs.findByIds(store, snapshot.runIds)).map((run) => [run.id, run]));
      const held = snapshot.runIds.map((id) => rows.get(id)!);
      response.setHeader('content-security-policy', policy);
      return void response.type('html').send(cardEmbed(snapshot, held));
    }
    const maker = makerOf(options.figures);
    const asked = { store, snapshot, publicUrl: relativeBase, name: figure, width };
    const release = await acquireWork(options.limiter, caller, drawingCost);
    try {
      if (asJson) {
        const { title, ...size } = await maker.measure(asked);
        const shown = { width: size.width, height: Math.ceil(size.height) + embedFootHeight };
        return void response.json(factsOf(snapshot, title, shown));
      }
      const { title, file } = await maker.draw({ ...asked, format: 'svg' });
      response.setHeader('content-security-policy', policy);
      response.type('html').send(figureEmbed(snapshot, { name: figure, title }, file.toString('utf8')));
    } finally {
      release();
    }
  };
}

const factsOf = (
  { title, authors }: SnapshotRow,
  figure: string | null,
  { width, height }: { width: number; height: number },
): EmbedFacts => ({
  title: figure === null ? title : `${figure} – ${title}`,
  authorName: authors.length === 0 ? null : authors.map(nameOfAuthor).join(', '),
  width,
  height,
});

/** Null where the whole snapshot is asked for. */
function figureNameOf({ query }: Request<Params>): string | null {
  const { figure } = query;
  if (figure === undefined) return null;
  if (typeof figure === 'string' && isFigureName(figure)) return figure;
  throw new DomainError('INVALID_ARGUMENT', "'figure' must be the name of a figure, such as histogram-1.");
}
