import { DomainError } from '@engram/core';
import { limitedBy, reviewLinks, type ReviewLinkRow, type SnapshotRow } from '@engram/store';
import { Router, type RequestHandler, type Response } from 'express';
import { callerOf } from '../../access/caller.ts';
import { serveExport, type ExportOptions } from '../../exports/serve-export.ts';
import { readOnly } from '../../http/error-response.ts';
import { limitCaller } from '../../http/limit-requests.ts';
import type { AllBudgets } from '../../limits/budgets.ts';
import { existingSnapshot } from '../existing-snapshot.ts';
import { sendFigure, type FigureOptions } from '../serve-figure.ts';
import { contentOf } from '../snapshot-page.ts';
import { reviewCookie, reviewTokenIn } from './review-cookie.ts';
import { endedReviewHtml, reviewHtml } from './review-html.ts';

export interface ReviewOptions extends ExportOptions, FigureOptions {
  /** What those who hold a link may ask for, each link by itself. */
  budgets: AllBudgets['review'];
}

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Serves `/review/<token>`, which a browser is led away from at once with the token in a cookie, and `/review/<id>` with what lies below
 * it: one snapshot without its authors. The link is all that is asked for, and is looked at again for every answer.
 */
export function serveReviews(options: ReviewOptions): Router {
  // The addresses of figures and the path of the cookie are relative to an address without a slash at its end.
  const router = Router({ strict: true });
  router.use((_request, response, next) => {
    response.setHeader('referrer-policy', 'no-referrer');
    response.setHeader('x-robots-tag', 'noindex');
    next();
  });
  router.get('/:id/', (request, response) => {
    response.setHeader('cache-control', 'no-store');
    response.setHeader('location', `../${encodeURIComponent(request.params.id)}`);
    response.status(303).end();
  });
  router.get('/:id', openLink(options));
  const admitted: RequestHandler<{ id: string; name: string }>[] = [
    admitReviewer(options),
    limitCaller(options.limiter) as RequestHandler,
  ];
  router.get('/:id', ...admitted, showReview(options));
  router.get('/:id/figures/:name', ...admitted, (request, response) =>
    // Its links would lead to the page that names the authors.
    sendFigure(
      { ...options, publicUrl: undefined, cacheControl: 'private, no-store' },
      request,
      response,
      async () => reviewOf(response).snapshot,
    ),
  );
  router.get('/:id/scores/:name', ...admitted, assertHeld, serveExport(options));
  router.all(['/:id', '/:id/figures/:name', '/:id/scores/:name'], readOnly);
  return router;
}

/** Leads whoever comes by the token to the page of the link, whose address anybody may see. */
function openLink({ store, publicUrl }: ReviewOptions): RequestHandler<{ id: string }> {
  return async (request, response, next) => {
    const { id: token } = request.params;
    if (!reviewLinks.isReviewToken(token)) return next();
    response.setHeader('cache-control', 'no-store');
    const link = await reviewLinks.findGood(store, token);
    if (!link) return sendEnded(response);
    const isSecure = publicUrl?.startsWith('https:') ?? false;
    response.setHeader(
      'set-cookie',
      reviewCookie({ linkId: link.id, token, expiresAt: link.expiresAt, isSecure }),
    );
    response.setHeader('location', link.id);
    response.status(303).end();
  };
}

interface Review {
  link: ReviewLinkRow;
  snapshot: SnapshotRow;
}

const reviewOf = (response: Response): Review => response.locals.review as Review;

/** Lets past who holds the token of the link. */
function admitReviewer({ store, budgets }: ReviewOptions): RequestHandler<{ id: string }> {
  return async (request, response, next) => {
    response.setHeader('cache-control', 'private, no-store');
    const token = reviewTokenIn(request.headers.cookie, request.params.id);
    const link = token === null ? null : await reviewLinks.findGood(store, token);
    if (link?.id !== request.params.id) return sendEnded(response);
    const key = `review ${link.id}`;
    response.locals.caller = { key, scope: 'read', budget: budgets.of(key) };
    response.locals.review = {
      link,
      snapshot: await existingSnapshot(store, link.snapshotHash),
    } satisfies Review;
    next();
  };
}

function sendEnded(response: Response): void {
  response.setHeader('content-security-policy', policy);
  response.status(404).type('html').send(endedReviewHtml());
}

function showReview({ store, limiter, figures }: ReviewOptions): RequestHandler<{ id: string }> {
  return async (_request, response) => {
    const { link, snapshot } = reviewOf(response);
    const caller = callerOf(response);
    const ownStore = limitedBy(store, undefined, () => limiter.acquireConnection(caller.key));
    const content = await contentOf({ store: ownStore, limiter, figures }, caller, snapshot);
    response.setHeader('content-security-policy', policy);
    response.type('html').send(reviewHtml(link, snapshot, content));
  };
}

/** Lets past who asks for scores of the snapshot, and of no other run. */
const assertHeld: RequestHandler<{ id: string; name: string }> = (request, response, next) => {
  const [run = ''] = request.params.name.split('.');
  if (reviewOf(response).snapshot.runIds.includes(run)) return next();
  throw new DomainError('NOT_FOUND', 'The link for review shows no such run.');
};
