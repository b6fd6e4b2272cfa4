import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engram-silent-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Lets a process of its own compute with onnxruntime, whose folders are `folder`. @returns its number */
function compute(): number {
  const survey = new URL('../../../../worker/src/devices/onnxruntime-survey.ts', import.meta.url).href;
  const program = `
    const { surveyProcessor } = await import('${survey}');
    const { available, reason } = await surveyProcessor();
    if (!available) throw new Error(reason);
    console.log(process.pid);`;
  const env: NodeJS.ProcessEnv = { ...process.env, HOME: folder };
  delete env.ORT_DISABLE_TELEMETRY;
  delete env.XDG_CACHE_HOME;
  const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    encoding: 'utf8',
    env,
  });
  return Number(output);
}

it('onnxruntime makes no number of this machine, no queue of events and no log beside what Engram does', () => {
  const begunMs = Date.now();
  const pid = compute();
  expect(pid).toBeGreaterThan(0);
  expect(readdirSync(folder)).toEqual([]);
  // Another process may have had the number before, and left one.
  const log = statSync(`/tmp/mat-debug-${pid}.log`, { throwIfNoEntry: false });
  expect(log?.mtimeMs ?? 0).toBeLessThan(begunMs);
});
