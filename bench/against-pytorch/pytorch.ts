import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DomainError } from '@engram/core';

const run = promisify(execFile);

/** How PyTorch is run. */
export interface Peer {
  /** Of a Python that has torch, and torchvision where that is compared. */
  python: string;
  device: 'cpu' | 'cuda';
  isCompiled: boolean;
}

export const nameOfPeer = ({ device, isCompiled }: Peer): string =>
  `PyTorch on ${device}${isCompiled ? ', compiled' : ''}`;

/** PyTorch's own number of threads does not hold for OpenBLAS, which would take every core. */
const oneThread = { OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' };

/**
 * Runs a script of `bench/peers`, which prints JSON last.
 * @throws DomainError INTERNAL with what it said, where it fails
 */
export async function runPeer<T>(
  { python }: Peer,
  script: string,
  args: readonly string[],
  options: Readonly<Record<string, string | number | undefined>>,
): Promise<T> {
  const file = fileURLToPath(new URL(`../peers/${script}`, import.meta.url));
  const given = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, String(value)],
  );
  try {
    const { stdout } = await run(python, [file, ...args, ...given], {
      maxBuffer: 2 ** 26,
      env: { ...process.env, ...oneThread },
    });
    return JSON.parse(stdout.trim().split('\n').at(-1)!) as T;
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    throw new DomainError(
      'INTERNAL',
      `${script} failed: ${stderr.trim().split('\n').at(-1) || String(error)}. ` +
        "It needs a Python with PyTorch, such as Debian's python3-torch, python3-torchvision and libopenblas0-pthread; name it with --python.",
      { cause: error },
    );
  }
}
