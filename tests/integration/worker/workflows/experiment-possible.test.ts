import { experimentConfigOf, measureDefinitions, measureKeySchema } from '@engram/core';
import { query } from '@engram/store';
import { expect, it } from 'vitest';
import { assertPossible } from '../../../../worker/src/workflows/experiments/experiment-forecast.ts';
import { createDataset } from '../../../factories/run.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();

it('texts can neither be turned nor have noise, which is said before anything is trained', async () => {
  const { id, slug } = await createDataset(scratch.store, 200);
  const asked = (changes: object) =>
    assertPossible(
      scratch.store,
      experimentConfigOf('contamination', {
        run: { dataset: slug, datapoints: 100 },
        proxies: ['gradient-coherence'],
        ...changes,
      }),
    );
  await asked({});
  await query(scratch.store, `UPDATE dataset SET kind = 'text' WHERE id = $1`, [id]);
  await expect(asked({})).rejects.toMatchObject({
    code: 'INVALID_CONFIG',
    message: expect.stringMatching(
      /^outliers: 'rotated' is for square images.*kind text\. Set outliers to shuffled/,
    ),
  });
  await asked({ outliers: ['shuffled'] });
  await expect(asked({ outliers: ['shuffled'], foreignDataset: 'nowhere' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

it('a proxy that reads classes is refused where a datapoint has none, which is said before anything is trained', async () => {
  const { slug } = await createDataset(scratch.store, 200);
  const ofClasses = measureKeySchema.options.find(
    (key) => measureDefinitions[key].isProxy && measureDefinitions[key].needsLabels,
  )!;
  const asked = (proxies: string[]) =>
    assertPossible(
      scratch.store,
      experimentConfigOf('contamination', { run: { dataset: slug, datapoints: 100 }, proxies }),
    );
  await expect(asked([ofClasses])).rejects.toMatchObject({
    code: 'INVALID_CONFIG',
    message: expect.stringContaining(`proxies: '${ofClasses}' needs the class of every datapoint, and 18`),
  });
  await asked(['gradient-coherence']);
});
