import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { presets } from '@engram/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engram } from '../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';

let place: EngramHome;
const unknownRun = '00000000-0000-4000-8000-000000000000';

beforeAll(async () => {
  place = await openHome();
  await writeFile(join(place.home, 'broken.json'), '{"name": ');
  await writeFile(join(place.home, 'epochless.json'), JSON.stringify({ name: 'x', dataset: 'mnist' }));
  await writeFile(join(place.home, 'images.idx'), 'no images');
  const elsewhere = { ...presets.smoke, name: 'elsewhere', dataset: 'elsewhere' };
  await writeFile(join(place.home, 'elsewhere.json'), JSON.stringify(elsewhere));
});
afterAll(() => place.close());

/** `$HOME` in an argument stands for the folder of the test. */
const run = (args: string[], env: Record<string, string> = {}) =>
  engram(
    args.map((arg) => arg.replaceAll('$HOME', place.home)),
    { ...place, env: { ...place.env, ...env } },
  );

describe('bad input', () => {
  it.each<[string, string[], number, RegExp]>([
    ['engram without a known verb', ['strat'], 2, /unknown command 'strat'[\s\S]*start/],
    ['an unknown option', ['runs', '--every'], 2, /unknown option '--every'/],
    ['start with an argument', ['start', 'now'], 2, /too many arguments/],
    ['serve with an argument', ['serve', 'now'], 2, /too many arguments/],
    ['worker with an argument', ['worker', '2'], 2, /too many arguments/],
    ['doctor with an argument', ['doctor', 'who'], 2, /too many arguments/],
    ['import without a kind', ['import', 'everything'], 2, /unknown command 'everything'/],
    ['import dataset without SPEC', ['import', 'dataset'], 2, /missing required argument 'spec'/],
    [
      'import dataset of an unknown kind',
      ['import', 'dataset', 'minst'],
      2,
      /^engram: There is no dataset "minst"/,
    ],
    [
      'import dataset of files that are no IDX',
      ['import', 'dataset', 'idx:$HOME/images.idx,$HOME/images.idx'],
      3,
      /images\.idx/,
    ],
    [
      'import dataset of files that are not there',
      ['import', 'dataset', 'idx:$HOME/none,$HOME/none'],
      3,
      /none/,
    ],
    [
      'import representations of no file',
      ['import', 'representations', '$HOME/none.npz'],
      5,
      /There is no file .*none\.npz/,
    ],
    [
      'import representations with an unknown distance',
      ['import', 'representations', 'x.npz', '--distance', 'far'],
      2,
      /far.*l2, squared-l2/,
    ],
    [
      'import representations under no name',
      ['import', 'representations', 'x.npz', '--name', ' '],
      2,
      /--name.*1 to 200 characters/,
    ],
    ['run of an unknown preset', ['run', 'smok'], 2, /no preset 'smok'.*Did you mean 'smoke'/],
    ['run of a file that is not there', ['run', '$HOME/none.json'], 5, /none\.json cannot be read/],
    [
      'run of a file that is not JSON',
      ['run', '$HOME/broken.json'],
      2,
      /broken\.json is not JSON: line 1, column 10: the text ends too early/,
    ],
    ['run of a folder', ['run', '$HOME/'], 2, /cannot be read: it is a folder/],
    ['import representations of a folder', ['import', 'representations', '$HOME'], 3, /it is a folder/],
    [
      'import dataset under a name of 240 characters',
      ['import', 'dataset', 'mnist', '--name', 'n'.repeat(240)],
      2,
      /--name.*1 to 200 characters/,
    ],
    [
      'import dataset of a pipe without a name',
      ['import', 'dataset', 'idx:/dev/fd/63'],
      2,
      /Give it one with --name/,
    ],
    ['run of a file without what a run needs', ['run', '$HOME/epochless.json'], 2, /epochs/],
    [
      'run with an unknown setting',
      ['run', 'smoke', '--set', 'epoch=3'],
      2,
      /no setting 'epoch'; the nearest is 'epochs'/,
    ],
    [
      'run with a setting that is no number',
      ['run', 'smoke', '--set', 'epochs=many'],
      2,
      /epochs=many: epochs must be a number/,
    ],
    [
      'run with a setting out of range',
      ['run', 'smoke', '--set', 'encoders=7'],
      2,
      /encoders: .*2.*\(given: 7\)/,
    ],
    [
      'run on a dataset that is not imported',
      ['run', '$HOME/elsewhere.json'],
      5,
      /'elsewhere' is not in the store\. It has .*npx engram import dataset idx:IMAGES,LABELS/,
    ],
    [
      'run on a dataset that an import fetches',
      ['run', 'spam-quick'],
      5,
      /'spam' is not in the store yet\. Fetch it .*npx engram import dataset spam/,
    ],
    ['runs with a limit out of range', ['runs', '--limit', '0'], 2, /limit.*whole number from 1 to 1000/],
    ['cancel of an unknown run', ['cancel', unknownRun], 5, /no run '0{8}.*: npx engram runs/],
    ['cancel of what is no id', ['cancel', 'latest'], 2, /'latest' is not the id of a run/],
    ['resume of an unknown run', ['resume', unknownRun], 5, /no run/],
    ['scores of an unknown run', ['scores', unknownRun], 5, /no run/],
    ['scores in an unknown format', ['scores', unknownRun, '--format', 'xml'], 2, /xml.*table, csv, json/],
    [
      'bench with a count that is no number',
      ['bench', 'pipeline', '--n', 'many'],
      2,
      /'many' is invalid.*whole number/,
    ],
    [
      'bench with channels that are no list',
      ['bench', 'pipeline', '--channels', '32;64'],
      2,
      /32;64.*commas/,
    ],
    [
      'scores in two formats at once',
      ['scores', unknownRun, '--json', '--format', 'csv'],
      2,
      /--json and --format csv exclude each other/,
    ],
    ['scores of too few', ['scores', unknownRun, '--top', 'ten'], 2, /top.*whole number from 1 up/],
  ])('%s is refused by name and exit code', async (_, args, exitCode, message) => {
    const outcome = await run(args);
    expect(outcome.stderr).toMatch(message);
    expect(outcome.exitCode).toBe(exitCode);
    expect(outcome.stdout).toBe('');
    expect(outcome.stderr).not.toMatch(/\n\s+at /);
  });

  it.each<[string, string, RegExp]>([
    ['ENGRAM_THREADS', 'two', /ENGRAM_THREADS=two is not a whole number from 1 to 256/],
    ['ENGRAM_API_PORT', '70000', /ENGRAM_API_PORT=70000/],
    [
      'ENGRAM_ENGINE',
      'abacus',
      /ENGRAM_ENGINE=abacus is not one of auto, tensorflow, onnxruntime:cuda, onnxruntime:webgpu, onnxruntime, cpu/,
    ],
    ['DATABASE_URL', 'mysql://user:secret@host/db', /DATABASE_URL=… is not an address postgresql/],
  ])('the setting %s=%s is refused by name', async (name, value, message) => {
    const outcome = await run(['runs'], { [name]: value });
    expect(outcome.stderr).toMatch(message);
    expect(outcome.stderr).not.toContain('secret');
    expect(outcome.exitCode).toBe(2);
  });

  it('says that a database cannot be reached, where, and without the password', async () => {
    const outcome = await run(['runs'], { DATABASE_URL: 'postgresql://engram:secret@127.0.0.1:9/engram' });
    expect(outcome.exitCode).toBe(10);
    expect(outcome.stderr).toMatch(/127\.0\.0\.1:9/);
    expect(outcome.stderr).not.toContain('secret');
  });

  it.each([
    [['cancel', unknownRun, '--json'], 'NOT_FOUND', 'npx engram runs'],
    [['scores', unknownRun, '--format', 'xml', '--json'], 'INVALID_ARGUMENT', 'table, csv, json'],
    [['strat', '--json'], 'INVALID_ARGUMENT', "unknown command 'strat'"],
  ])('gives the error of %j to machines as one JSON line on stderr', async (args, code, part) => {
    const outcome = await run(args);
    expect(outcome.stdout).toBe('');
    expect(JSON.parse(outcome.stderr)).toEqual({
      error: { code, message: expect.stringContaining(part) as string },
    });
  });

  it('shows where an error came from with --debug only', async () => {
    expect((await run(['cancel', unknownRun, '--debug'])).stderr).toMatch(/\n\s+at /);
  });
});
