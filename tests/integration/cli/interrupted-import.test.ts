import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EngramProcess, engram, until } from '../../helpers/engram.ts';
import { openHome, type EngramHome } from '../../helpers/engram-home.ts';
import { filesUnder, idxBytes, withFolder } from '../worker/datasets/idx-files.ts';

const folder = withFolder();
let place: EngramHome;

beforeAll(async () => {
  place = await openHome();
});
afterAll(() => place.close());

const pictures = async (): Promise<string[]> => [
  ...(await filesUnder(join(place.home, 'thumbnails'))),
  ...(await filesUnder(join(place.home, 'datasets'))),
];

it('Ctrl-C amid a large import leaves neither files nor rows, and it can be imported afterwards', async () => {
  const count = 8_000;
  const images = await folder.write('noise', idxBytes([count, 28, 28], randomBytes(count * 784)));
  const labels = await folder.write('noise-labels', idxBytes([count], new Uint8Array(count)));
  const spec = `idx:${images},${labels}`;
  const importing = new EngramProcess(['import', 'dataset', spec], place);
  await until('thumbnails are drawn', async () => (await pictures()).length > 100);
  importing.kill('SIGINT');
  expect(await importing.ended).toMatchObject({
    exitCode: 130,
    stderr: expect.stringContaining('nothing of it is stored') as string,
  });
  expect(await pictures()).toEqual([]);

  const again = await engram(['import', 'dataset', spec, '--json'], place);
  expect(JSON.parse(again.stdout)).toMatchObject({ datapointCount: count, created: true });
});
