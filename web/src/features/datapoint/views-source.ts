import { ownAddress } from '../../base-path.ts';

/** Address of the picture of a datapoint's views, as the browser asks our own origin for it. */
export function viewsSource(imageUrl: string | null): string | null {
  const [, run, index] = /\/views\/([0-9a-f-]{36})\/(\d+)\.png$/.exec(imageUrl ?? '') ?? [];
  return run && index ? ownAddress(`/api/views/${run}/${index}`) : null;
}
