import { setImmediate } from 'node:timers/promises';
import { principalCoordinates, Rng, type RepresentationMap } from '@engram/core';
import { assertGoingOn } from '../measures/assert-going-on.ts';
import type { ComparedDatapoints, NearestDatapoints } from './neighbours.ts';

/** Neighbours that UMAP keeps together, the datapoint itself among them. */
const neighbours = 15;
/** Beyond these UMAP takes minutes, or has too few neighbours to keep. */
const leastForUmap = neighbours + 1;
const mostForUmap = 10_000;
const epochs = 200;
/** UMAP's forces are made for coordinates of about this size. */
const extent = 10;

/**
 * The representations of a run on a plane: by UMAP (arXiv 1802.03426, umap-js) of the nearest neighbours, from their principal
 * components on, which keeps more of the whole than random places do; with more than 10,000 datapoints, or fewer than 16, by the
 * principal components alone. The same representations give the same map. null with fewer than two datapoints.
 *
 * @throws DomainError CANCELLED when the signal is aborted
 */
export async function mapRepresentations(
  datapoints: ComparedDatapoints,
  nearest: NearestDatapoints,
  { signal }: { signal?: AbortSignal } = {},
): Promise<RepresentationMap | null> {
  const { indices, rows } = datapoints;
  if (rows.count < 2) return null;
  const rng = Rng.fromSeed('representation map');
  const { x, y } = await principalCoordinates(rows, rng.split('components'), async () => {
    assertGoingOn(signal, 0, rows.count);
    // Messages (an abort) are heard between rounds.
    await setImmediate();
  });
  const isSmall = rows.count >= leastForUmap && rows.count <= mostForUmap;
  if (!isSmall)
    return { projection: 'PCA', index: indices, x: Float32Array.from(x), y: Float32Array.from(y) };
  const largest = Math.max(...x.map(Math.abs), ...y.map(Math.abs)) || 1;
  const start = Array.from(x, (across, n): [number, number] => [
    (extent * across) / largest,
    (extent * y[n]!) / largest,
  ]);
  const places = await layOut(start, nearest, rng.split('umap'), signal);
  const column = (axis: 0 | 1): Float32Array => Float32Array.from(places, (place) => place[axis]);
  return { projection: 'UMAP', index: indices, x: column(0), y: column(1) };
}

/**
 * The same for a run whose scores are there and need no map: what goes wrong with it is told and stops nothing.
 * @throws DomainError CANCELLED when the signal is aborted
 */
export async function mapUnlessItFails(
  datapoints: ComparedDatapoints,
  nearest: NearestDatapoints,
  signal: AbortSignal,
): Promise<{ map: RepresentationMap | null; mapProblem: string | null }> {
  try {
    return { map: await mapRepresentations(datapoints, nearest, { signal }), mapProblem: null };
  } catch (error) {
    if (signal.aborted) throw error;
    return { map: null, mapProblem: error instanceof Error ? error.message : String(error) };
  }
}

/** @param start [N, 2] */
async function layOut(
  start: [number, number][],
  { k, positions, distances }: NearestDatapoints,
  rng: Rng,
  signal: AbortSignal | undefined,
): Promise<[number, number][]> {
  const { UMAP } = await import('umap-js');
  const umap = new UMAP({ nNeighbors: neighbours, nEpochs: epochs, random: () => rng.uniform() });
  const others = neighbours - 1;
  const ofEach = <T>(own: (n: number) => T, column: ArrayLike<T>): T[][] =>
    start.map((_, n) => [own(n), ...Array.from({ length: others }, (_, place) => column[n * k + place]!)]);
  umap.setPrecomputedKNN(
    ofEach((n) => n, positions),
    ofEach(() => 0, distances),
  );
  // It asks the vectors themselves for their number alone.
  umap.initializeFit(start);
  const places = umap.getEmbedding() as [number, number][];
  places.forEach((place, n) => start[n]!.forEach((value, axis) => (place[axis] = value)));
  for (let epoch = 0; epoch < epochs; epoch++) {
    assertGoingOn(signal, epoch, epochs);
    umap.step();
    // Messages (an abort) are heard between epochs.
    await setImmediate();
  }
  return places;
}
