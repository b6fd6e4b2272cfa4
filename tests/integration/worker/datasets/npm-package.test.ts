import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { NpmPackage } from '../../../../worker/src/datasets/packages/package.ts';
import { fetchPackage, packagePath } from '../../../../worker/src/datasets/packages/npm-package.ts';
import { packageFiles } from '../../../../worker/src/datasets/packages/package-files.ts';
import { filesUnder, withFolder } from './formats/idx-files.ts';

const folder = withFolder();

/** A registry of one package, asked by the real npm. */
let registry: Server;
let url: string;
let tarball: Buffer;
let wanted: NpmPackage;
let fetches = 0;

beforeAll(async () => {
  const body = (text: string) => ({ size: Buffer.byteLength(text), type: 'file' as const });
  const manifest = JSON.stringify({ name: 'drawn-words', version: '1.2.3' });
  tarball = gzipSync(
    await packTar([
      { header: { name: 'package/package.json', ...body(manifest) }, body: manifest },
      { header: { name: 'package/data/words.txt', ...body('a word') }, body: 'a word' },
      { header: { name: 'package/data/unwanted.txt', ...body('another') }, body: 'another' },
    ]),
  );
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  wanted = { name: 'drawn-words', version: '1.2.3', integrity, sizeBytes: tarball.length };
  registry = createServer((request, response) => {
    if (request.url === '/drawn-words.tgz') {
      fetches += 1;
      response.end(tarball);
    } else if (request.url === '/drawn-words') {
      const dist = { tarball: `${url}/drawn-words.tgz`, integrity };
      const versions = { '1.2.3': { name: 'drawn-words', version: '1.2.3', dist } };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ name: 'drawn-words', 'dist-tags': { latest: '1.2.3' }, versions }));
    } else response.writeHead(404).end('{}');
  });
  registry.listen(0, '127.0.0.1');
  await once(registry, 'listening');
  url = `http://127.0.0.1:${(registry.address() as AddressInfo).port}`;
  vi.stubEnv('npm_config_fetch_retries', '0');
  vi.stubEnv('npm_config_update_notifier', 'false');
});
afterAll(() => {
  vi.unstubAllEnvs();
  registry.close();
});

const home = (name: string): string => `${folder.path}/${name}`;
/** Registry and cache as a user's configuration names them. */
const configure = (name: string, address = url): void => {
  vi.stubEnv('npm_config_registry', address);
  vi.stubEnv('npm_config_cache', home(`${name}-cache`));
};
const path = process.env['PATH'];
afterEach(() => void vi.stubEnv('PATH', path));

it("npm fetches a package once with the user's configuration, and says how far it is", async () => {
  configure('once');
  const messages: string[] = [];
  const context = {
    home: home('once'),
    onProgress: ({ message }: { message: string }) => messages.push(message),
  };
  expect(await fetchPackage(wanted, context)).toEqual(tarball);
  expect(messages[0]).toMatch(/^npm fetches drawn-words@1\.2\.3, 0\.0 MB/);
  const before = fetches;
  // What a fetch left that was killed long ago.
  const left = `${home('once')}/packages/.killed.part`;
  await mkdir(left);
  await writeFile(`${left}/drawn-words-1.2.3.tgz`, 'half');
  const longAgo = new Date(Date.now() - 61 * 60_000);
  await utimes(left, longAgo, longAgo);
  expect(await fetchPackage(wanted, context)).toEqual(tarball);
  expect(fetches).toBe(before);
  expect(await filesUnder(home('once'))).toEqual([packagePath(home('once'), wanted)]);
});

it('a tarball that was damaged on disk is fetched again', async () => {
  configure('damaged');
  await fetchPackage(wanted, { home: home('damaged') });
  const file = packagePath(home('damaged'), wanted);
  await writeFile(file, 'damaged');
  await fetchPackage(wanted, { home: home('damaged') });
  expect(await readFile(file)).toEqual(tarball);
});

it('other bytes than those of the dataset are refused, and none is left', async () => {
  configure('other');
  const other = { ...wanted, integrity: `sha512-${'A'.repeat(86)}==` };
  await expect(fetchPackage(other, { home: home('other') })).rejects.toMatchObject({
    code: 'INVALID_FILE',
    message: expect.stringMatching(
      /drawn-words@1\.2\.3 with the integrity sha512-.*not sha512-AAA/,
    ) as string,
  });
  expect(await filesUnder(home('other'))).toEqual([]);
});

it.each<[what: string, change: () => void, package_: () => NpmPackage, reason: RegExp]>([
  ['no network', () => configure('none', 'http://127.0.0.1:9'), () => wanted, /npm says ".*ECONNREFUSED/s],
  ['no such package', () => configure('none'), () => ({ ...wanted, name: 'no-such' }), /npm says "E404/],
  ['no npm', () => void vi.stubEnv('PATH', folder.path), () => wanted, /no program npm on the PATH/],
])('%s is said with what to do, and nothing is left', async (_, change, package_, reason) => {
  change();
  const error: unknown = await fetchPackage(package_(), { home: home('none') }).catch((e: unknown) => e);
  expect(error).toMatchObject({
    code: 'SOURCE_UNAVAILABLE',
    message: expect.stringMatching(reason) as string,
  });
  expect(error).toMatchObject({ message: expect.stringMatching(/npm pack .*@1\.2\.3/) as string });
  expect(await filesUnder(home('none'))).toEqual([]);
});

it('a fetch stops when its import is stopped', async () => {
  configure('stopped');
  const stopped = fetchPackage(wanted, { home: home('stopped'), signal: AbortSignal.abort() });
  await expect(stopped).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(await filesUnder(home('stopped'))).toEqual([]);
});

it('wanted files are read out of the tarball', async () => {
  const files = await packageFiles(tarball, (file) => file === 'data/words.txt');
  expect([...files.keys()]).toEqual(['data/words.txt']);
  expect(Buffer.from(files.get('data/words.txt')!).toString()).toBe('a word');
});
