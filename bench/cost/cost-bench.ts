import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Rng } from '@engram/core';
import { openStore, type Store } from '@engram/store';
import { importDataset } from '../../worker/src/datasets/import-dataset.ts';
import { configOf, mostDatapoints, sides, type Size } from './grid.ts';

const run = promisify(execFile);
const command = fileURLToPath(new URL('../../cli/bin/engram.mjs', import.meta.url));

export interface Measured {
  /** From the command to its summary. */
  seconds: number;
  /** Of the command and all processes that it started, PostgreSQL's not among them. */
  processorSeconds: number;
}

/** A home whose database runs already, with datasets of noise. */
export class CostBench {
  /** Each run's encoders are its own: one that is there already would not be trained again. */
  private seed = 1;

  private constructor(
    private readonly store: Store,
    private readonly home: string,
  ) {}

  static async open(): Promise<CostBench> {
    const home = await mkdtemp(join(tmpdir(), 'engram-cost-'));
    const store = await openStore({ home });
    for (const side of sides) {
      const rng = Rng.fromSeed(side);
      const header = Buffer.alloc(16);
      [0x803, mostDatapoints, side, side].forEach((word, i) => header.writeUInt32BE(word, 4 * i));
      const pixels = Uint8Array.from({ length: mostDatapoints * side * side }, () => rng.integer(256));
      const file = join(home, `noise-${side}`);
      await writeFile(file, Buffer.concat([header, pixels]));
      await importDataset(store, home, `idx:${file}`, { name: `noise-${side}` });
    }
    return new CostBench(store, home);
  }

  async measure(size: Size): Promise<Measured> {
    const file = join(this.home, 'run.json');
    await writeFile(file, JSON.stringify({ ...configOf(size), seed: this.seed++ }));
    const env = { ...process.env, ENGRAM_HOME: this.home, ENGRAM_THREADS: String(size.processes) };
    const [startedMs, before] = [performance.now(), childProcessorSeconds()];
    await run(process.execPath, [command, 'run', file, '--json'], { env, maxBuffer: 2 ** 26 });
    return {
      seconds: (performance.now() - startedMs) / 1000,
      processorSeconds: childProcessorSeconds() - before,
    };
  }

  async close(): Promise<void> {
    await this.store.close();
    await rm(this.home, { recursive: true, force: true });
  }
}

/** Of all children that ended, and theirs; Linux says it in hundredths of a second. */
function childProcessorSeconds(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}
