import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { engram } from '../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';
import { idxBytes } from '../worker/datasets/formats/idx-files.ts';

let place: EngramHome;
const views = (...args: string[]) => engram(['views', 'six', ...args], place);

beforeAll(async () => {
  place = await openHome();
  const pixels = Uint8Array.from({ length: 6 * 16 }, (_, i) => (i * 41) % 256);
  await writeFile(join(place.home, 'images'), idxBytes([6, 4, 4], pixels));
  await engram(['import', 'dataset', `idx:${join(place.home, 'images')}`, '--name', 'six'], place);
});
afterAll(() => place.close());

it('engram views writes a picture of a datapoint and its views under a policy of a file', async () => {
  const [policy, out] = [join(place.home, 'policy.json'), join(place.home, 'views.png')];
  await writeFile(policy, JSON.stringify({ operations: [{ key: 'invert', probability: 1 }] }));
  const done = await views('--policy', policy, '--index', '3', '--count', '4', '--out', out);
  expect(done.stderr + done.stdout).toMatch(
    /datapoint 3 of 'six' and 4 views of it.*\n\s*invert: probability 1/,
  );
  const { data, info } = await sharp(out).raw().toBuffer({ resolveWithObject: true });
  // The first pixel of the datapoint, and of its first view: its negative.
  const first = (3 * 16 * 41) % 256;
  expect(data[(6 * info.width + 6) * 3]).toBe(first);
  expect(Math.abs(data[(6 * info.width + 6 + 118) * 3]! - (255 - first))).toBeLessThanOrEqual(1);
});

it.each<[string[], RegExp]>([
  [['--policy', 'digits-week', '--index', '0'], /there is no policy "digits-week"\. Did you mean 'digits-weak'\?/],
  [['--policy', 'text-weak', '--index', '0'], /the operation 'word-dropout' is for text, and 'six' holds data of the kind image/],
  [['--policy', 'digits-weak', '--index', '6'], /'six' has no datapoint 6; its indices run from 0 to 5/],
  [['--policy', '{"operations":[{"key":"sharpen"}]}', '--index', '0'], /The policy given is not valid/],
])('engram views says what is wrong: %j', async (args, reason) => {
  const refused = await views(...args, '--out', join(place.home, 'none.png'));
  expect(refused.exitCode).not.toBe(0);
  expect(refused.stderr).toMatch(reason);
}); // prettier-ignore
