import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { DomainError } from '@engram/core';
import { forkAttached } from '@engram/store';
import type { FromProcess, ToProcess } from './messages.ts';

const entry = fileURLToPath(new URL('./process.mjs', import.meta.url));

/** The parent's handle of one benchmark process. */
export class BenchmarkProcess {
  private readonly child: ChildProcess;
  /** The last answer. */
  last: FromProcess | null = null;

  constructor() {
    this.child = forkAttached(entry, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  }

  /** Sends a step and waits until it is done. @throws DomainError INTERNAL when it fails or the process ends */
  tell(message: ToProcess): Promise<FromProcess> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null, signal: string | null): void =>
        reject(
          new DomainError(
            'INTERNAL',
            `A process of the benchmark ended early (${signal ?? `exit code ${code}`}).`,
          ),
        );
      this.child.once('exit', ended);
      this.child.once('message', (answer: FromProcess) => {
        this.child.off('exit', ended);
        this.last = answer;
        if (answer.kind === 'failed')
          reject(new DomainError('INTERNAL', `The benchmark failed at '${message.kind}': ${answer.error}`));
        else resolve(answer);
      });
      this.child.send(message);
    });
  }

  end(): void {
    this.child.kill();
  }
}
