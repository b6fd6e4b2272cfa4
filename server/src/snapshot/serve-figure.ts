import { DomainError, figureFormats, figureWidths, type FigureFormat, type FigureWidth } from '@engram/core';
import { limitedBy, sha256, type SnapshotRow, type Store } from '@engram/store';
import type { Request, RequestHandler, Response } from 'express';
import { callerOf } from '../access/caller.ts';
import type { ConcurrencyLimiter } from '../limits/concurrency-limiter.ts';
import { acquireWork } from '../limits/work.ts';
import { existingSnapshot } from './existing-snapshot.ts';
import type { FigureMaker } from './figure-maker.ts';

const types: Record<FigureFormat, string> = {
  svg: 'image/svg+xml; charset=utf-8',
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8; header=present',
};

/** What drawing a figure takes, in objects that are answered in the same time. */
export const drawingCost = 300;

export interface FigureOptions {
  store: Store;
  limiter: ConcurrencyLimiter;
  /** Absent when this server draws no figures. */
  figures?: FigureMaker | undefined;
  publicUrl?: string | undefined;
  /** A copy is good for a day when left out. */
  cacheControl?: string;
}

/**
 * Serves `/snapshot/<hash>/figures/<name>.svg|pdf|csv?width=3.25`: a figure of a snapshot, or its numbers. The numbers never change;
 * another version of Engram may draw them otherwise, so that a copy is good for a day.
 */
export function serveFigure(options: FigureOptions): RequestHandler<{ hash: string; name: string }> {
  return (request, response) =>
    sendFigure(options, request, response, () => existingSnapshot(options.store, request.params.hash));
}

/** Sends a figure of a snapshot. @param found the snapshot, which is looked for once the name of the figure is known to be one */
export async function sendFigure(
  { store, limiter, figures, publicUrl, cacheControl = 'private, max-age=86400' }: FigureOptions,
  request: Request<{ name: string }>,
  response: Response,
  found: () => Promise<SnapshotRow>,
): Promise<void> {
  const { name, format } = parsed(request.params.name);
  const width = widthOf(request);
  const snapshot = await found();
  const maker = makerOf(figures);
  const caller = callerOf(response);
  const ownStore = limitedBy(store, undefined, () => limiter.acquireConnection(caller.key));
  const release = await acquireWork(limiter, caller, drawingCost);
  const { file } = await maker
    .draw({ store: ownStore, snapshot, publicUrl, name, format, width })
    .finally(release);
  response.setHeader('content-type', types[format]);
  response.setHeader('etag', `"${sha256(file)}"`);
  response.setHeader('cache-control', cacheControl);
  response.setHeader(
    'content-disposition',
    `inline; filename="engram-${snapshot.hash.slice(0, 12)}-${name}.${format}"`,
  );
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; frame-ancestors 'none'; sandbox",
  );
  if (request.fresh) response.status(304).end();
  else response.end(file);
}

function parsed(file: string): { name: string; format: FigureFormat } {
  const [, name, ending] = /^([a-z0-9-]{1,100})\.([a-z]+)$/.exec(file) ?? [];
  const format = figureFormats.find((one) => one === ending);
  if (name !== undefined && format) return { name, format };
  throw new DomainError(
    'INVALID_ARGUMENT',
    `A figure is named as in /snapshot/<hash>/figures/histogram-1.svg; the formats are ${figureFormats.join(', ')}.`,
  );
}

/** @throws DomainError INVALID_ARGUMENT for another width than those of papers */
export function widthOf({ query }: Pick<Request, 'query'>): FigureWidth {
  const given = query.width ?? String(figureWidths[0]);
  const width = figureWidths.find((one) => String(one) === given);
  if (width) return width;
  throw new DomainError('INVALID_ARGUMENT', `'width' must be ${figureWidths.join(' or ')}, in inches.`);
}

/** @throws DomainError NOT_FOUND when this server draws no figures */
export function makerOf(figures: FigureMaker | undefined): FigureMaker {
  if (figures) return figures;
  throw new DomainError('NOT_FOUND', 'This server draws no figures; engram serve starts one that does.');
}
