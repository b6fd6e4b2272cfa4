import { knn } from './knn.ts';
import { linear } from './linear.ts';
import type { Probe } from './probe.ts';

/** Every probe by its key, with its usual settings. One line adds one. */
export const probes = { knn: knn(), linear: linear() } as const satisfies Record<string, Probe>;
export type ProbeKey = keyof typeof probes;
