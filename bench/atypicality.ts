/**
 * `npx tsx bench/atypicality.ts RUN`: do the scores of a finished run tell atypical datapoints? Prints the Spearman correlation of
 * the score with the pixel distance to the 10 nearest neighbours and with that to the mean of the class, and how many scores lie
 * further from 0 than 1.96 standard errors (SCIENCE.md §7 has the same of a run in PyTorch). One line of JSON.
 */
import { meanNeighbourDistances, nearestNeighbours, rowsOf, runConfigSchema, spearman } from '@engram/core';
import { datasets, runs, scores } from '@engram/store';
import { openDatasetFiles } from '../worker/src/datasets/dataset-files.ts';
import { runData } from '../worker/src/datasets/run-data.ts';
import { openOwnStore } from './own-store.ts';

const store = await openOwnStore();
try {
  const [run] = await runs.findByIdPrefix(store, process.argv[2] ?? '', 1);
  if (!run) throw new Error('usage: npx tsx bench/atypicality.ts RUN, the id of a finished run');
  const [dataset] = await datasets.findByIds(store, [run.datasetId]);
  const files = await openDatasetFiles(store.home, dataset!.contentHash);
  const { pixels, indices, classes } = runData(runConfigSchema.parse(run.config), files);
  const images = Array.from(indices, (_, n) => Float64Array.from(pixels.read([n])));
  const values: number[] = [];
  let certain = 0;
  for await (const { value, standardError } of scores.stream(store, run.id)) {
    values.push(value!);
    if (standardError !== null && Math.abs(value!) > 1.96 * standardError) certain += 1;
  }
  const neighbourDistances = meanNeighbourDistances(nearestNeighbours(rowsOf(images), 10));
  console.log(
    JSON.stringify({
      datapoints: values.length,
      certainFraction: certain / values.length,
      spearmanNeighbourDistance: spearman(values, neighbourDistances),
      spearmanClassMeanDistance: spearman(values, distancesToClassMeans(images, classes)),
    }),
  );
} finally {
  await store.close();
}

function distancesToClassMeans(images: readonly Float64Array[], classes: Int32Array): number[] {
  const means = new Map<number, { sum: Float64Array; count: number }>();
  images.forEach((image, n) => {
    const mean = means.get(classes[n]!) ?? { sum: new Float64Array(image.length), count: 0 };
    image.forEach((pixel, at) => (mean.sum[at]! += pixel));
    mean.count += 1;
    means.set(classes[n]!, mean);
  });
  return images.map((image, n) => {
    const { sum, count } = means.get(classes[n]!)!;
    return Math.hypot(...image.map((pixel, at) => pixel - sum[at]! / count));
  });
}
