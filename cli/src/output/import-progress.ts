import type { Context } from '../command.ts';
import { ProgressView } from './progress.ts';

/** Nothing is predicted before so much is done. */
const leastFraction = 0.02;

/** Shows how far an import is; `end` takes the bar away. */
export function importProgress({ output }: Context, name: string) {
  const view = new ProgressView(output);
  const startedMs = performance.now();
  return {
    show({ fraction, message }: { fraction: number; message: string }): void {
      const seconds = (performance.now() - startedMs) / 1000;
      const etaSeconds = fraction < leastFraction ? null : (seconds * (1 - fraction)) / fraction;
      view.show({ name, fraction, etaSeconds, message });
    },
    end: (): void => view.end(),
  };
}
