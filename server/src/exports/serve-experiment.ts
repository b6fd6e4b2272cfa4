import { experimentCsv, experimentFormats, type ExperimentFormat } from '@engram/core';
import { experiments, type ExperimentRow, type Store } from '@engram/store';
import type { RequestHandler } from 'express';
import { experimentOf } from '../experiment/experiment-key.ts';
import { chargedStore } from './charged-store.ts';
import { parseFileName } from './file-name.ts';
import type { ExportOptions } from './serve-export.ts';

/** What a file of an experiment takes from a caller's budget. */
const cost = 20;

const types: Record<ExperimentFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
};

/** Serves `/export/experiments/<id>.csv|json`: the series and statements of an experiment that has succeeded. */
export function serveExperiment(
  options: Pick<ExportOptions, 'store' | 'limiter'>,
): RequestHandler<{ name: string }> {
  return async (request, response) => {
    const { id, format } = parseFileName(request.params.name, experimentFormats, {
      what: 'an experiment',
      folder: 'experiments',
    });
    const ownStore = await chargedStore(response, cost, options);
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

async function textOf(store: Store, experiment: ExperimentRow, format: ExperimentFormat): Promise<string> {
  const exported = await experiments.exported(store, experiment);
  return format === 'csv' ? experimentCsv(exported) : `${JSON.stringify(exported, null, 2)}\n`;
}
