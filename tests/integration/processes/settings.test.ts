import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eraseOnceUnused } from '../../helpers/postgres/erase-once-unused.ts';
import { StoreProcess } from '../../helpers/postgres/store-process.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A clone whose command is its own, so that it may have a `.env` of its own; everything else is linked. */
let clone: string;
let folder: string;

beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'engram-clone-'));
  for (const name of [
    'core',
    'prisma',
    'server',
    'worker',
    'scripts',
    'web',
    'node_modules',
    'package.json',
    'tsconfig.json',
    '.env.example',
  ])
    symlinkSync(join(root, name), join(clone, name));
  cpSync(join(root, 'cli'), join(clone, 'cli'), { recursive: true });
  chmodSync(clone, 0o755);
});
afterAll(() => rmSync(clone, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engram-settings-'));
});
afterEach(async () => {
  rmSync(join(clone, '.env'), { recursive: true, force: true });
  for (const home of ['', 'home', 'new'].map((name) => join(folder, name)))
    if (existsSync(join(home, 'postgres'))) await eraseOnceUnused(home);
  rmSync(folder, { recursive: true, force: true });
});

function engram(args: string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(clone, 'cli/bin/engram.mjs'), ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: folder, ENGRAM_CODE_VERSION: 'test', ...env },
      timeout: 200_000,
    },
  );
  return { status, stdout, stderr };
}
/** A database that nobody serves: what is asked is only how far the settings come. */
const nowhere = { DATABASE_URL: 'postgresql://engram@127.0.0.1:9/engram' };

describe('the file .env', () => {
  const file = () => join(clone, '.env');

  it.each<[string, () => void, RegExp]>([
    ['a folder', () => mkdirSync(file()), /\.env is a folder; settings are read from a file/],
    [
      'a link to nothing',
      () => symlinkSync('/nowhere/.env', file()),
      /\.env is a symbolic link to a file that is not there/,
    ],
    ['a pipe', () => void execFileSync('mkfifo', [file()]), /\.env is no ordinary file/],
    [
      'a mistyped name',
      () => writeFileSync(file(), 'ENGRAM_PROT=4001\n'),
      /Line 1 of .*\.env sets ENGRAM_PROT/,
    ],
    [
      'a value that is refused',
      () => writeFileSync(file(), '\ufeff# mine\r\nENGRAM_THREADS=two\r\n'),
      /ENGRAM_THREADS=two is not a whole number.*line 2 of .*\.env/,
    ],
    [
      'a folder that a shell would name',
      () => writeFileSync(file(), 'ENGRAM_HOME=$HOME/x\n'),
      /ENGRAM_HOME=\$HOME\/x.*line 1 of .*\.env/,
    ],
  ])('that is or holds %s is refused by name', (_, write, message) => {
    write();
    const refused = engram(['runs'], nowhere);
    expect(refused.stderr).toMatch(message);
    expect(refused.status).toBe(2);
  });

  it('gives settings to the command, unless the environment speaks', () => {
    writeFileSync(file(), '\ufeffexport DATABASE_URL="postgresql://a@127.0.0.1:9/of-file"  # ours\r\n');
    expect(engram(['runs']).stderr).toContain('127.0.0.1:9/of-file');
    expect(engram(['runs'], nowhere).stderr).toContain('127.0.0.1:9/engram');
  });
});

describe('ENGRAM_HOME', () => {
  it.each<[string, () => string, RegExp]>([
    [
      'whose parent does not exist',
      () => join(folder, 'mistyped', 'home'),
      /mistyped\/home cannot be made: the folder .*mistyped does not exist/,
    ],
    [
      'that is a file',
      () => {
        writeFileSync(join(folder, 'file'), '');
        return join(folder, 'file');
      },
      /file is a file, not a folder/,
    ],
    [
      'below a file',
      () => {
        writeFileSync(join(folder, 'file'), '');
        return join(folder, 'file', 'home');
      },
      /a file/,
    ],
    ['of another user by ~', () => '~nobody/x', /names the home of a user by ~/],
  ])('%s is refused, and nothing is made', (_, home, message) => {
    const refused = engram(['runs'], { ENGRAM_HOME: home() });
    expect(refused.stderr).toMatch(message);
    expect(refused.status).toBeLessThanOrEqual(10);
    expect(refused.stdout).toBe('');
    expect(readdirSync(folder).filter((name) => name !== 'file')).toEqual([]);
  });

  it('that has no store yet is said to get one, with its whole path; one that has is not', () => {
    const first = engram(['runs'], { ENGRAM_HOME: 'new' });
    expect(first.stderr).toContain(`Making a new, empty store in ${join(folder, 'new')} (ENGRAM_HOME)`);
    expect(first.status).toBe(0);
    expect(engram(['runs'], { ENGRAM_HOME: join(folder, 'new') }).stderr).not.toContain('Making');
  });
});

describe.runIf(process.getuid?.() === 0)('a home that root made', () => {
  it.each([0o755, 0o700])('(%o) is refused to another user in one sentence', async (mode) => {
    const home = join(folder, 'home');
    mkdirSync(home);
    chmodSync(folder, 0o755);
    const root = new StoreProcess(home);
    await root.opened();
    await root.close();
    chmodSync(home, mode);
    chmodSync(join(home, 'postgres'), mode);
    // It becomes the other user once its modules are loaded, since a clone may lie in a closed folder.
    const other = new StoreProcess(home, [], { env: { ...process.env, ENGRAM_TEST_USER: '65534' } });
    await expect(other.opened()).rejects.toThrow(
      /home.* belongs to root\. Run Engram as the user who made this ENGRAM_HOME/,
    );
    for (const at of [home, join(home, 'postgres')]) chmodSync(at, 0o755);
  });
});
