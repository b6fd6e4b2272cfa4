import { DomainError, experimentCsv } from '@engram/core';
import { experiments, limitedBy, type ExperimentRow, type Store } from '@engram/store';
import type { RequestHandler } from 'express';
import { callerOf } from '../access/caller.ts';
import { experimentOf } from '../experiment/experiment-key.ts';
import { rateLimited } from '../limits/rate-limit.ts';
import type { ExportOptions } from './serve-export.ts';

/** What a file of an experiment takes from a caller's budget. */
const cost = 20;

const types: Record<experiments.ExperimentFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
};

/** Serves `/export/experiments/<id>.csv|json`: the series and statements of an experiment that has succeeded. */
export function serveExperiment({
  store,
  limiter,
}: Pick<ExportOptions, 'store' | 'limiter'>): RequestHandler<{ name: string }> {
  return async (request, response) => {
    const { id, format } = parsed(request.params.name);
    const caller = callerOf(response);
    const { budget } = caller;
    if (budget && !budget.take(cost)) throw rateLimited(budget, cost);
    const ownStore = limitedBy(store, undefined, () => limiter.acquireConnection(caller.key));
    const experiment = await experimentOf(ownStore, id);
    const text = await textOf(ownStore, experiment, format);
    response.setHeader('content-type', types[format]);
    response.setHeader(
      'content-disposition',
      `attachment; filename="engram-experiment-${experiment.id}.${format}"`,
    );
    response.setHeader('x-content-type-options', 'nosniff');
    // Asked for again each time: tokens may be revoked.
    response.setHeader('cache-control', 'private, no-cache');
    response.send(text);
  };
}

async function textOf(
  store: Store,
  experiment: ExperimentRow,
  format: experiments.ExperimentFormat,
): Promise<string> {
  const exported = await experiments.exported(store, experiment);
  return format === 'csv' ? experimentCsv(exported) : `${JSON.stringify(exported, null, 2)}\n`;
}

function parsed(name: string): { id: string; format: experiments.ExperimentFormat } {
  const at = name.lastIndexOf('.');
  const format = experiments.exportFormats.find((one) => one === name.slice(at + 1));
  if (at > 0 && format) return { id: name.slice(0, at), format };
  throw new DomainError(
    'INVALID_ARGUMENT',
    `The file of an experiment is named by its id and a format, as in /export/experiments/<id>.csv; the formats are ${experiments.exportFormats.join(', ')}.`,
  );
}
