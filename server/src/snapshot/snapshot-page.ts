import { printableLine } from '@engram/core';
import { runs, snapshots, type RunRow, type SnapshotRow, type Store } from '@engram/store';
import type { RequestHandler } from 'express';
import { sendError } from '../http/error-response.ts';
import { isSnapshotHash } from './snapshot.service.ts';

const escaped = (text: string): string =>
  printableLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const pageOf = ({ hash, title, createdAt }: SnapshotRow, found: readonly RunRow[]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)} – Engram snapshot</title>
<style>
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem }
code { overflow-wrap: anywhere }
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p>Engram snapshot of <time>${createdAt.toISOString()}</time>, SHA-256 <code>${hash}</code>.</p>
<ul>
${found.map(runOf).join('\n')}
</ul>
<p>Citations and tables: <code>{ snapshot(hash: "${hash}") { bibtex ris cff latexTable } }</code> to <code>POST /graphql</code>.</p>
</body>
</html>
`;

const runOf = ({ id, name, methodKey, estimatorKey, summary, codeVersion }: RunRow): string =>
  `<li><strong>${escaped(name)}</strong>: ${escaped(methodKey)}, ${escaped(estimatorKey)}, ${summary?.identifiableCount ?? 0} scores, code ${escaped(codeVersion)}.
All scores as ${['parquet', 'csv', 'json'].map((format) => `<a href="../export/runs/${id}.${format}">${format}</a>`).join(', ')}</li>`;

const recordOf = ({ hash, title, createdAt }: SnapshotRow, found: readonly RunRow[], publicUrl: string) => ({
  hash,
  title,
  createdAt,
  runs: found.map(({ id, name, methodKey, estimatorKey, configHash, codeVersion, scoredCount }) => {
    const exports = `${publicUrl}/export/runs/${id}.parquet`;
    return {
      id,
      name,
      method: methodKey,
      estimator: estimatorKey,
      configHash,
      codeVersion,
      scoredCount,
      exports,
    };
  }),
});

/** Serves `/s/<hash>`, the permalink of a snapshot, as a page that loads nothing, or as JSON to who asks for that. */
export function showSnapshot(store: Store, publicUrl = ''): RequestHandler<{ hash: string }> {
  return async (request, response) => {
    const { hash } = request.params;
    const [snapshot] = isSnapshotHash(hash) ? await snapshots.findByHashes(store, [hash]) : [];
    if (!snapshot) return sendError(response, 404, 'NOT_FOUND', 'There is no snapshot of this hash here.');
    const rows = new Map((await runs.findByIds(store, snapshot.runIds)).map((run) => [run.id, run]));
    const found = snapshot.runIds.map((id) => rows.get(id)!);
    response.vary('Accept');
    if (request.accepts(['html', 'json']) === 'json') {
      response.json(recordOf(snapshot, found, publicUrl));
      return;
    }
    response.setHeader(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    response.type('html').send(pageOf(snapshot, found));
  };
}
