import { isSha256, shortHash } from '@engram/core';
import { ImageResponse } from 'next/og';
import { SnapshotCardDocument, type SnapshotCardData } from '../features/snapshot/snapshot-documents.ts';
import { formatCount, formatInterval, formatScore } from '../format.ts';
import { dataOf, pageRequest, prefetch } from '../graphql/prefetch.ts';
import { errorResponse } from '../proxy/responses.ts';
import { cardText, snapshotCardSize } from './card-text.ts';

/** Runs that a card lists. */
const maxRuns = 4;

/** `/s/HASH/card.png`: what a snapshot holds as a picture, for pages and messages that link to it. */
export async function snapshotCard(hash: string): Promise<Response> {
  if (!isSha256(hash)) return unknown();
  const [data] = dataOf(await prefetch([pageRequest(SnapshotCardDocument, { hash })])) as {
    snapshot: SnapshotCardData | null;
  }[];
  if (!data) return errorResponse(503, 'UNAVAILABLE', 'The API gives no answer. Try again.');
  if (!data.snapshot) return unknown();
  return new ImageResponse(<Card snapshot={data.snapshot} />, {
    ...snapshotCardSize,
    headers: { 'cache-control': 'private, max-age=86400', 'x-content-type-options': 'nosniff' },
  });
}

const unknown = (): Response => errorResponse(404, 'NOT_FOUND', 'There is no such snapshot.');

const column = { display: 'flex', flexDirection: 'column' } as const;

/** Drawn by Next, which knows some of CSS: no style sheet, no variables, boxes that are flexible. */
function Card({ snapshot: { hash, title, authors, runs } }: { snapshot: SnapshotCardData }) {
  const by = authors.map(({ name }) => name).join(', ');
  return (
    <div
      style={{
        ...column,
        ...{ width: '100%', height: '100%', padding: 64, justifyContent: 'space-between' },
        ...{ background: '#ffffff', color: '#1c1f26', borderTop: '16px solid #1f5c9e' },
      }}
    >
      <div style={column}>
        <div style={{ fontSize: 56, lineHeight: 1.15 }}>{cardText(title, 90)}</div>
        <div style={{ fontSize: 30, marginTop: 20, color: '#4c525e' }}>{cardText(by, 130)}</div>
      </div>
      <div style={{ ...column, fontSize: 28 }}>
        {runs.slice(0, maxRuns).map(({ id, name, summary }) => (
          <div key={id} style={{ display: 'flex', justifyContent: 'space-between', marginTop: 10 }}>
            <div style={{ display: 'flex' }}>{cardText(name, 38)}</div>
            <div style={{ display: 'flex', color: '#4c525e' }}>
              {cardText(
                summary
                  ? `mean ${formatScore(summary.meanScore)}, ${formatInterval(summary.interval)}, of ${formatCount(summary.identifiableCount)} scores`
                  : '–',
                60,
              )}
            </div>
          </div>
        ))}
      </div>
      <div style={{ display: 'flex', justifyContent: 'space-between', fontSize: 26, color: '#1f5c9e' }}>
        <div style={{ display: 'flex' }}>{`Engram snapshot ${shortHash(hash)}`}</div>
        <div style={{ display: 'flex' }}>{runs.length > maxRuns ? `${runs.length} runs` : ''}</div>
      </div>
    </div>
  );
}
