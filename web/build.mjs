/**
 * Builds the dashboard, for the path of ENGRAM_WEB_BASE_PATH, when its sources, the schema or the lock file changed since the last
 * build. Used by the set-up; one builder at a time, so that two set-ups side by side do not write into each other's build.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { attached } from '../scripts/children.mjs';
import { buildFolder, readBasePath } from './base-path.mjs';

const web = fileURLToPath(new URL('.', import.meta.url));
const root = join(web, '..');
const basePath = readBasePath();
const output = join(web, buildFolder(basePath));
/** Names the types of the last build; those of the root are what the sources are checked against. */
const typesOfBuild = join(web, 'next-env.d.ts');
const stamp = join(output, 'engram-build-stamp');
const lock = join(web, '.next-build-lock');
/** What ends up in the build: pages and components, settings, and the words and types of core. */
const sources = [
  'web/app',
  'web/src',
  'web/instrumentation.ts',
  'web/proxy.ts',
  'web/next.config.mjs',
  'web/base-path.mjs',
  'web/package.json',
  'core/src',
  'package-lock.json',
];

const say = (message) => process.stderr.write(`engram: ${message}\n`);

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

function fingerprint() {
  const hash = createHash('sha256').update(`${process.version} ${basePath}`);
  for (const source of sources)
    for (const file of filesIn(join(root, source)))
      hash.update(relative(root, file)).update(readFileSync(file));
  return hash.digest('hex');
}

const isBuilt = (wanted) => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;

function build(wanted) {
  say(`building the dashboard${basePath && ` for ${basePath}`} (half a minute) …`);
  const types = basePath && existsSync(typesOfBuild) ? readFileSync(typesOfBuild) : null;
  rmSync(output, { recursive: true, force: true });
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
  const { status, signal, error, stdout, stderr } = spawnSync(
    process.execPath,
    [...attached, next, 'build'],
    {
      cwd: web,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    },
  );
  if (types) writeFileSync(typesOfBuild, types);
  if (status === 0) return writeFileSync(stamp, wanted);
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  say(
    `building the dashboard failed (${error?.message ?? signal ?? `exit code ${status}`}). The lines above say why.`,
  );
  process.exitCode = 1;
}

const wanted = fingerprint();
if (!isBuilt(wanted)) {
  const { withBuildLock } = await import('../scripts/build-lock.mjs');
  await withBuildLock(lock, async () => {
    if (!isBuilt(wanted)) build(wanted);
  });
}
