import type { Rng } from '@engram/core';
import type { Matrix } from './loss-on-engine.ts';

/** Standard normal values, [rows, dims]. */
export const randomMatrix = (rows: number, dims: number, rng: Rng): Matrix =>
  Array.from({ length: rows }, () => Array.from({ length: dims }, () => rng.normal()));
