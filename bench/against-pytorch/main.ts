/** What `bench/against-pytorch.ts` and `bench/gpu.ts` share: their options, their order, and what they print. */
import { parseArgs } from 'node:util';
import { DomainError, engineSettings, type EngineSetting } from '@engram/core';
import { surveyEngines } from '../../worker/src/devices/survey-engines.ts';
import { thisMachine } from '../machine.ts';
import { networkNames, type NetworkName } from '../networks.ts';
import { comparePipelines, compareScoring, compareSteps } from './compare.ts';
import { withImages } from './images.ts';
import type { Peer } from './pytorch.ts';
import type { Rate } from './rates.ts';

export interface Defaults {
  engine: EngineSetting;
  device: 'cpu' | 'cuda';
  networks: readonly NetworkName[];
  atOnce: string;
  withTorchvision: boolean;
  withPublished: boolean;
  /** PyTorch compiles as well. */
  compiles: boolean;
}

const numbers = (text: string): number[] => text.split(',').map(Number);

function choose<T extends string>(option: string, known: readonly T[], texts: readonly string[]): T[] {
  return texts.map((text) => {
    const found = known.find((one) => one === text);
    if (!found)
      throw new DomainError('INVALID_ARGUMENT', `--${option} ${text}: choose from ${known.join(', ')}.`);
    return found;
  });
}

function readOptions(defaults: Defaults) {
  const text = (value: string) => ({ type: 'string' as const, default: value });
  const optional = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      what: text('step,score,pipeline'),
      networks: text(defaults.networks.join()),
      engine: text(defaults.engine),
      device: text(defaults.device),
      python: text('/usr/bin/python3'),
      images: optional,
      rounds: text('3'),
      side: text('28'),
      channels: text('1'),
      batch: text('128'),
      width: optional,
      depth: optional,
      steps: text('30'),
      datapoints: text('500'),
      views: text('10'),
      n: text('2000'),
      epochs: text('3,15'),
      processes: text('2'),
      'at-once': text(defaults.atOnce),
      'eager-only': { type: 'boolean', default: false },
      'no-peers': { type: 'boolean', default: false },
    },
  });
  return values;
}

const numberOr = (value: string | undefined): number | undefined =>
  value === undefined ? undefined : Number(value);

function optionsOf(defaults: Defaults, values: ReturnType<typeof readOptions>) {
  const [engine = 'auto'] = choose('engine', engineSettings, [values.engine]);
  const [device = 'cpu'] = choose('device', ['cpu', 'cuda'] as const, [values.device]);
  const eager: Peer = { python: values.python, device, isCompiled: false };
  const compiles = defaults.compiles && !values['eager-only'];
  const peers = values['no-peers'] ? [] : [eager, ...(compiles ? [{ ...eager, isCompiled: true }] : [])];
  const side = Number(values.side);
  return {
    engine,
    peers,
    batch: Number(values.batch),
    views: Number(values.views),
    withPublished: defaults.withPublished,
    rounds: Number(values.rounds),
    shape: { height: side, width: side, channels: Number(values.channels) },
    width: numberOr(values.width),
    depth: numberOr(values.depth),
    steps: Number(values.steps),
    atOnce: numbers(values['at-once']),
    datapoints: Number(values.datapoints),
    report: (line: string) => console.error(line),
  };
}

/** Prints JSON with every rate, and its progress on stderr. */
export async function compareFromCommandLine(defaults: Defaults): Promise<void> {
  const values = readOptions(defaults);
  const options = optionsOf(defaults, values);
  const what = choose('what', ['step', 'score', 'pipeline'], values.what.split(','));
  const networks = choose('networks', networkNames, values.networks.split(','));
  const rates: Rate[] = [];
  for (const network of what.includes('step') ? networks : [])
    rates.push(...(await compareSteps(options, network)));
  for (const network of what.includes('score') ? networks : [])
    rates.push(...(await compareScoring(options, network)));
  if (what.includes('pipeline'))
    await withImages(values.images, async (images) => {
      const { withTorchvision } = defaults;
      const pipeline = { images, n: Number(values.n), epochs: numbers(values.epochs), withTorchvision };
      const processes = Number(values.processes);
      rates.push(...(await comparePipelines({ ...options, ...pipeline, processes })));
    });
  const engines = (await surveyEngines()).filter(({ available }) => available);
  console.log(JSON.stringify({ machine: thisMachine(), engine: options.engine, engines, rates }, null, 2));
}
