import { mean, median, type RunSummary } from '@engram/core';
import type { HashedScore } from '@engram/store';

/** Sums of floats in another order differ in their last digits. */
const tolerance = 1e-9;

/** Members of a summary that follow from the scores; the others rest on encoders, which a deposit does not hold. */
type Told = Pick<RunSummary, 'meanScore' | 'identifiableCount' | 'positiveFraction' | 'medianStandardError'>;

/** Gathers the scores of a run as they pass by, and compares its summary with them. */
export class SummaryCheck {
  private readonly values: number[] = [];
  private readonly errors: number[] = [];

  /** @param lines scores as canonical JSON */
  async *watched(lines: AsyncIterable<string>): AsyncGenerator<string> {
    for await (const line of lines) {
      // A line that is no score is told by the hash.
      const { value, standardError } = (scoreOf(line) ?? {}) as Partial<HashedScore>;
      if (typeof value === 'number') this.values.push(value);
      if (typeof standardError === 'number') this.errors.push(standardError);
      yield line;
    }
  }

  /** The first member of a summary that is not what the scores say; null when none is. */
  difference(summary: RunSummary | null): keyof Told | null {
    const { values, errors } = this;
    if (values.length === 0) return null;
    const told: Told = {
      meanScore: mean(values),
      identifiableCount: values.length,
      positiveFraction: values.filter((value) => value > 0).length / values.length,
      medianStandardError: errors.length > 0 ? median(errors) : null,
    };
    const names = Object.keys(told) as (keyof Told)[];
    return names.find((name) => !isClose(told[name], summary?.[name] ?? null)) ?? null;
  }
}

function scoreOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

const isClose = (a: number | null, b: number | null): boolean =>
  a === null || b === null ? a === b : Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
