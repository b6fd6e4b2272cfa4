/**
 * Generates Prisma Client from schema.prisma into src/generated, unless the schema and the generator are those of last time.
 * Plain Node, since the set-up script runs it before anything else works. The client needs no engine, but the generator looks
 * for one that it would download: any executable satisfies it.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { attached } from '../scripts/children.mjs';

const room = fileURLToPath(new URL('.', import.meta.url));
const stamp = join(room, 'src', 'generated', '.schema-hash');
const require = createRequire(import.meta.url);
const prisma = require.resolve('prisma/package.json');
const wanted = createHash('sha256')
  .update(readFileSync(join(room, 'schema.prisma')))
  .update(readFileSync(prisma))
  .digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  rmSync(stamp, { force: true });
  const { bin } = JSON.parse(readFileSync(prisma, 'utf8'));
  const { status, error, stdout, stderr } = spawnSync(
    process.execPath,
    [...attached, join(prisma, '..', bin.prisma), 'generate', '--schema', join(room, 'schema.prisma')],
    {
      cwd: room,
      encoding: 'utf8',
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
    },
  );
  if (error) throw error;
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}`);
    process.stderr.write('engram: schema.prisma could not be generated; the lines above name the place.\n');
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}
