import type { EngineName } from '@engram/core';

/** What an engine computes on. */
export interface Device {
  /** `cpu`, or the name of a graphics device. */
  readonly name: string;
  /** Kind and version; null on a processor, and where it cannot be had. */
  readonly driver: string | null;
  readonly memoryBytes: number | null;
  /** Whether it is a software renderer, on the processor: for tests, and too slow for work. */
  readonly isSoftware: boolean;
}

export type EngineSurvey = {
  readonly name: EngineName;
  /** Why it is or is not available, one line. */
  readonly reason: string;
} & (
  | { readonly available: true; readonly device: Device; readonly version: string; readonly next: null }
  /** `next`: how to install it, a command or setting; null where nothing would help. */
  | { readonly available: false; readonly device: null; readonly version: null; readonly next: string | null }
);

/** Of an engine without its name, which the registry adds. */
export type Finding = EngineSurvey extends infer S ? (S extends unknown ? Omit<S, 'name'> : never) : never;

export const processor: Device = { name: 'cpu', driver: null, memoryBytes: null, isSoftware: false };

/** Whether an engine computes on a card rather than on the processor. */
export const isGraphicsDevice = ({ name, isSoftware }: Device): boolean =>
  name !== processor.name && !isSoftware;

export const found = (device: Device, version: string, reason: string): Finding => ({
  available: true,
  device,
  version,
  reason,
  next: null,
});

export const missing = (reason: string, next: string | null): Finding => ({
  available: false,
  device: null,
  version: null,
  reason,
  next,
});

export const firstLine = (error: unknown): string =>
  String(error instanceof Error ? error.message : error).split('\n')[0] || 'unknown error';
