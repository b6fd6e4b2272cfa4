/** One process of the benchmark: one engine with one thread, which trains and scores its encoders when told to. */
import { includedDatapoints, invariant, mean } from '@engram/core';
import type { Encoder } from '../../worker/src/encoders/encoder.ts';
import type { EngineSetting } from '@engram/core';
import { engineLabel } from '../../worker/src/engine/engine.ts';
import { selectEngine } from '../../worker/src/engine/registry.ts';
import { pixelsInMemory } from '../../worker/src/datasets/pixel-source.ts';
import type { RunData } from '../../worker/src/datasets/run-data.ts';
import { measureEncoder } from '../../worker/src/pipeline/measure.ts';
import { trainEncoder } from '../../worker/src/pipeline/train.ts';
import type { FromProcess, SentData, ToProcess } from './messages.ts';

type Task = Omit<Extract<ToProcess, { kind: 'load' }>, 'data' | 'candidates'> & {
  data: RunData;
  candidates: RunData;
};

let task: Task | null = null;
let engine = '';
let meanAlignment: number | null = null;
const trained: Encoder[] = [];

const handlers: {
  [K in ToProcess['kind']]: (message: Extract<ToProcess, { kind: K }>) => Promise<FromProcess['kind']>;
} = {
  async load(message) {
    task = { ...message, data: received(message.data), candidates: received(message.candidates) };
    const selected = await selectEngine(message.engine as EngineSetting, { threads: 1 });
    engine = engineLabel(selected);
    return 'loaded';
  },
  async train() {
    invariant(task, 'the benchmark trains after loading');
    const { config, data, plan } = task;
    for (const e of task.encoders) {
      const trainOn = includedDatapoints(plan.masks[e]!);
      const { encoder } = await trainEncoder({ config, data, trainOn, seed: plan.initialisationSeeds[e]! });
      trained.push(encoder);
    }
    return 'trained';
  },
  async score() {
    invariant(task, 'the benchmark scores after loading');
    const means: number[] = [];
    for (const encoder of trained) {
      const { perDatapoint } = await measureEncoder({
        config: task.config,
        encoder,
        data: task.candidates,
      });
      means.push(mean(perDatapoint));
    }
    meanAlignment = means.length > 0 ? mean(means) : null;
    return 'scored';
  },
  finish: async () => 'finished',
};

const received = (sent: SentData): RunData => ({ ...sent, pixels: pixelsInMemory(sent.pixels, sent.shape) });

function say(kind: FromProcess['kind'], error: string | null = null): void {
  // Linux and macOS count in KiB here, whatever the kernel does.
  const peakRssBytes = process.resourceUsage().maxRSS * 1024;
  const { user, system } = process.cpuUsage();
  const processorSeconds = (user + system) / 1e6;
  process.send?.({
    kind,
    engine,
    peakRssBytes,
    processorSeconds,
    meanAlignment,
    error,
  } satisfies FromProcess);
}

process.on('disconnect', () => process.exit(0));
process.on('message', (message: ToProcess) => {
  const handle = handlers[message.kind] as (message: ToProcess) => Promise<FromProcess['kind']>;
  handle(message).then(
    (kind) => say(kind),
    (error: unknown) => say('failed', error instanceof Error ? error.message : String(error)),
  );
});
