import type { MethodConfig } from '@engram/core';
import { barlowTwins } from './barlow-twins.ts';
import { byol } from './byol.ts';
import { dino } from './dino.ts';
import { mae } from './mae.ts';
import type { Method, MethodContext } from './method.ts';
import { moco } from './moco.ts';
import { simclr } from './simclr.ts';
import { simsiam } from './simsiam.ts';
import { supervised } from './supervised.ts';
import { swav } from './swav.ts';
import { vicreg } from './vicreg.ts';

type Builders = {
  [K in MethodConfig['key']]: (config: Extract<MethodConfig, { key: K }>, context: MethodContext) => Method;
};

/** Every SSL method by its key. One line adds one. */
export const methods: Builders = {
  simclr,
  moco,
  byol,
  simsiam,
  'barlow-twins': barlowTwins,
  vicreg,
  swav,
  dino,
  mae,
  supervised,
};

/** The method of a configuration; the caller disposes it. */
export function createMethod(config: MethodConfig, context: MethodContext): Method {
  const build = methods[config.key] as (config: MethodConfig, context: MethodContext) => Method;
  return build(config, context);
}
