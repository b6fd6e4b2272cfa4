import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { engram } from '../../../helpers/processes/engram.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const small = ['--batch', '4', '--width', '12', '--depth', '1'];
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'engram-benchmarks-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

async function bench<T>(...args: string[]): Promise<T> {
  const env = { ENGRAM_ENGINE: 'onnxruntime' };
  const { stdout, stderr, exitCode } = await engram(['bench', ...args, '--json'], { home, env });
  expect(exitCode, stderr).toBe(0);
  return JSON.parse(stdout) as T;
}

it('bench step tells spread, operations and the share of the peak, for one encoder and for two at once', async () => {
  const shape = ['--network', 'mlp', '--shape', '8x8x1', '--steps', '3', '--warm', '1', '--peak-side', '64'];
  const { measurements, engine, peakGflopsPerSecond } = await bench<{
    engine: string;
    peakGflopsPerSecond: number;
    measurements: Record<string, number>[];
  }>('step', ...shape, ...small, '--at-once', '1,2');
  expect(engine).toMatch(/^onnxruntime /);
  const [one, two] = measurements as [Record<string, number>, Record<string, number>];
  // Each of the views meets each weight forward and in its gradient, at the least.
  const weights = 64 * 512 + 512 * 512 + 512 * 128 + 128 * 128 + 128 * 64;
  expect(one['operations']).toBeGreaterThan(2 * 8 * 2 * weights);
  expect(one['operations']).toBeLessThan(2 * 8 * 5 * weights);
  expect(two['operations']).toBe(2 * one['operations']!);
  expect(one['shareOfPeak']).toBeCloseTo(one['gflopsPerSecond']! / peakGflopsPerSecond, 6);
  expect(two['atOnce']).toBe(2);
});

it('bench score tells the views scored in a second', async () => {
  const shape = ['--network', 'small-conv', '--shape', '8x8x1', '--datapoints', '20', '--views', '3'];
  const result = await bench<{ viewsPerSecond: number; seconds: { median: number; count: number } }>(
    'score',
    ...[...shape, ...small, '--rounds', '2'],
  );
  expect(result.seconds.count).toBe(2);
  expect(result.viewsPerSecond).toBeCloseTo((20 * 3) / result.seconds.median, 6);
});

it('bench/gpu.ts measures all networks on the engine that it is given', { tags: 'slow' }, async () => {
  const jobs = [
    '--steps',
    '1',
    '--datapoints',
    '4',
    '--views',
    '2',
    '--n',
    '40',
    '--epochs',
    '1',
    '--rounds',
    '1',
  ];
  const options = [...small, ...jobs, '--side', '8', '--processes', '1', '--at-once', '1', '--no-peers'];
  const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [tsx, 'bench/gpu.ts', '--engine', 'onnxruntime', ...options],
    { cwd: root },
  );
  const { rates } = JSON.parse(stdout) as { rates: { what: string; viewsPerSecond: number }[] };
  const networks = ['mlp', 'small-conv', 'resnet9', 'resnet18', 'vit-tiny'];
  expect(rates.map(({ what }) => what)).toEqual([
    ...networks.map((network) => `step of ${network}`),
    ...networks.map((network) => `scoring by ${network}`),
    'pipeline, epochs: 1',
  ]);
  expect(rates.every(({ viewsPerSecond }) => viewsPerSecond > 0)).toBe(true);
});
