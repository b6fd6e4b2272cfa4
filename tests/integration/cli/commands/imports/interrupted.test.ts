import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorTable } from '@engram/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EngramProcess, engram, until } from '../../../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../../../helpers/processes/engram-home.ts';
import { filesUnder, idxBytes, withFolder } from '../../../worker/datasets/formats/idx-files.ts';

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

/** What the doctor says is missing or damaged. */
async function problems(): Promise<unknown[]> {
  const { stdout } = await engram(['doctor', '--json'], place);
  const { stored } = JSON.parse(stdout) as { stored: { findings: { isProblem: boolean }[] } };
  return stored.findings.filter(({ isProblem }) => isProblem);
}

async function noise(name: string, count: number): Promise<string> {
  const images = await folder.write(name, idxBytes([count, 28, 28], randomBytes(count * 784)));
  return `idx:${images},${await folder.write(`${name}-labels`, idxBytes([count], new Uint8Array(count)))}`;
}

/** The SPEC of an import that was killed as far as this; another one where it was done before it was seen there. */
async function killedImport(
  when: string,
  hasCome: (filesBefore: number) => Promise<boolean>,
): Promise<string> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const spec = await noise(`killed-${when.replaceAll(' ', '-')}-${attempt}`, 4_000);
    const before = (await pictures()).length;
    const importing = new EngramProcess(['import', 'dataset', spec], place);
    let hasEnded = false;
    void importing.ended.then(() => (hasEnded = true));
    await until(`the import is ${when}`, async () => hasEnded || hasCome(before), { intervalMs: 1 });
    importing.kill('SIGKILL');
    if ((await importing.ended).signal === 'SIGKILL') return spec;
  }
  throw new Error(`no import was killed ${when}`);
}

it.each([
  ['amid its thumbnails', async (before: number) => (await pictures()).length > before + 500],
  // The thumbnails of all imports are too many to be looked through meanwhile.
  [
    'while its folder is written',
    async () => (await filesUnder(join(place.home, 'datasets'))).some((path) => path.includes('.part/')),
  ],
])('kill -9 of an import %s leaves nothing that stands in the way of the next one', async (when, hasCome) => {
  const spec = await killedImport(when, hasCome);
  expect(await problems()).toEqual([]);
  const again = await engram(['import', 'dataset', spec, '--json'], place);
  expect(again.exitCode, again.stderr).toBe(0);
  expect(JSON.parse(again.stdout)).toMatchObject({ datapointCount: 4_000 });
  expect(await problems()).toEqual([]);
});

it('an import that the disk refuses names the file and the cause, and leaves nothing', async () => {
  const spec = await noise('too-large', 3_000);
  const before = await pictures();
  const bin = fileURLToPath(new URL('../../../../../cli/bin/engram.mjs', import.meta.url));
  // No file may be larger than a MiB: the pixels are.
  const { status, stderr } = spawnSync(
    'bash',
    ['-c', 'ulimit -f 1024; exec "$0" "$@"', process.execPath, bin, 'import', 'dataset', spec],
    { env: { ...process.env, ...place.env, ENGRAM_HOME: place.home }, encoding: 'utf8' },
  );
  expect(stderr).toMatch(/pixels\.u8 is larger than this system allows/);
  expect(status).toBe(errorTable.DISK_UNAVAILABLE.exit);
  expect(await pictures()).toEqual(before);
  expect((await engram(['import', 'dataset', spec], place)).exitCode).toBe(0);
});
