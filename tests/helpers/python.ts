import { spawnSync } from 'node:child_process';

/** A Python that has a package: the one that ENGRAM_PYTHON names, the first on the path, or Debian's. */
export const pythonWith = (name: string): string | undefined =>
  [process.env.ENGRAM_PYTHON ?? 'python3', '/usr/bin/python3'].find(
    (one) => spawnSync(one, ['-c', `import ${name}`]).status === 0,
  );
