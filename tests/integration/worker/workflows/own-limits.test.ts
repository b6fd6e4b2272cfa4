import { queue, runs, workers } from '@engram/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { engram, EngramProcess, until, workerIsUp } from '../../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../../helpers/processes/engram-home.ts';

let place: EngramHome;
const started: EngramProcess[] = [];

beforeAll(async () => {
  place = await openHome();
});
afterAll(async () => {
  for (const process of started) {
    process.kill('SIGKILL');
    await process.ended;
  }
  await place.close();
});

async function startWorker(processes: number): Promise<{ process: EngramProcess; executorId: string }> {
  const before = (await workers.live(place.store)).map(({ executorId }) => executorId);
  const env = { ...place.env, ENGRAM_THREADS: String(processes) };
  const process = new EngramProcess(['worker'], { ...place, env });
  started.push(process);
  const executorId = await until('the worker lives', async () =>
    (await workers.live(place.store)).map((worker) => worker.executorId).find((id) => !before.includes(id)),
  );
  await workerIsUp(process);
  return { process, executorId };
}

it(
  'a worker takes as many encoders as it can train, whatever another that started later can',
  { tags: 'slow' },
  async () => {
    expect((await engram(['import', 'dataset', 'mnist'], place)).exitCode).toBe(0);
    const small = await startWorker(1);
    const large = await startWorker(4);
    large.process.kill('SIGTERM');
    await large.process.ended;

    const settings = ['datapoints=60', 'encoders=8', 'epochs=10'].flatMap((set) => ['--set', set]);
    const { stdout } = await engram(['run', 'smoke', ...settings, '--no-follow', '--json'], place);
    const { id } = JSON.parse(stdout) as { id: string };
    const taken: number[] = [];
    await until('the run is done', async () => {
      const jobs = (await queue.workerLoads(place.store)).get(small.executorId)?.jobs ?? [];
      taken.push(new Set(jobs.flatMap(({ encoder }) => (encoder === null ? [] : [encoder]))).size);
      return (await runs.find(place.store, id))?.status === 'SUCCEEDED';
    });
    // One in training, and one that waits for its trainer.
    expect(Math.max(...taken)).toBe(2);
  },
);
