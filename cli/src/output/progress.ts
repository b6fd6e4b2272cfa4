import { SingleBar } from 'cli-progress';
import type { RunRow } from '@engram/store';
import { formatDuration } from './durations.ts';
import { plain, type Output } from './output.ts';

/** Without a terminal, a line is written when this much time or work has passed. */
const lineIntervalMs = 15_000;
const lineFraction = 0.1;

/** What is shown of a run, or of an import. */
export type Shown = Pick<RunRow, 'name' | 'fraction' | 'etaSeconds' | 'message'> &
  Partial<Pick<RunRow, 'status'>> & { phase?: string };

const messageOf = ({ message, status }: Shown): string => message ?? status?.toLowerCase() ?? '';

function toGo({ etaSeconds, fraction, phase }: Shown): string {
  if (fraction >= 1) return 'done';
  if (phase === 'publish') return 'nearly done';
  return etaSeconds === null ? 'time to go not known yet' : `about ${formatDuration(etaSeconds)} to go`;
}

/** Shows how far a run or an import is: a bar at a terminal, now and then a line elsewhere. */
export class ProgressView {
  private bar: SingleBar | null = null;
  private lastLineMs = -Infinity;
  private lastFraction = -1;
  private lastMessage = '';

  constructor(private readonly output: Output) {}

  show(run: Shown): void {
    if (this.output.isTerminal) this.showBar(run);
    else this.showLine(run);
  }

  /** Takes the bar away, so that what follows stands on a line of its own. */
  end(): void {
    this.bar?.stop();
    this.bar = null;
  }

  private showBar(run: Shown): void {
    const payload = { toGo: toGo(run), message: plain(messageOf(run)) };
    if (!this.bar) {
      this.bar = new SingleBar({
        // Braces are places to fill.
        format: `${plain(run.name).replaceAll(/[{}]/g, '')} {bar} {percentage} % | {message} | {toGo}`,
        barCompleteChar: '█',
        barIncompleteChar: '░',
        barsize: 24,
        hideCursor: true,
        stream: process.stderr,
      });
      this.bar.start(1000, 0, payload);
    }
    this.bar.update(Math.round(run.fraction * 1000), payload);
  }

  private showLine(run: Shown): void {
    const message = messageOf(run);
    const now = performance.now();
    const due =
      now - this.lastLineMs >= lineIntervalMs ||
      run.fraction - this.lastFraction >= lineFraction ||
      (this.lastMessage === '' && message !== '');
    if (!due) return;
    this.lastLineMs = now;
    this.lastFraction = run.fraction;
    this.lastMessage = message;
    this.output.say(`${run.name}: ${Math.round(run.fraction * 100)} % | ${message} | ${toGo(run)}`);
  }
}
