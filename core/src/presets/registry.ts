import type { RunConfigInput } from '../config/run-config.ts';
import { convStrong } from './conv-strong.ts';
import { emojiQuick } from './emoji-quick.ts';
import { fashionQuick } from './fashion-quick.ts';
import { mnistThreesAndSixes } from './mnist-3-6.ts';
import { mnistFgSplit } from './mnist-fg-split.ts';
import { mnistQuick } from './mnist-quick.ts';
import { mnistVicreg } from './mnist-vicreg.ts';
import { smoke } from './smoke.ts';
import { spamQuick } from './spam-quick.ts';

/** Presets by the name that `engram run` takes. */
export const presets: Readonly<Record<string, RunConfigInput>> = {
  'mnist-quick': mnistQuick,
  'mnist-3-6': mnistThreesAndSixes,
  'mnist-vicreg': mnistVicreg,
  'mnist-fg-split': mnistFgSplit,
  'conv-strong': convStrong,
  'fashion-quick': fashionQuick,
  'emoji-quick': emojiQuick,
  'spam-quick': spamQuick,
  smoke,
};
