import { median } from '@engram/core';

/** What one way of doing a job reaches, the median over rounds. */
export interface Rate {
  what: string;
  name: string;
  viewsPerSecond: number;
  rounds: number[];
}

/** Runs each way in turn, so many times, and reports as it goes. A way that fails ends all: no figure is left out in silence. */
export async function inTurn(
  what: string,
  ways: readonly { name: string; run(): Promise<number> }[],
  rounds: number,
  report: (line: string) => void,
): Promise<Rate[]> {
  const found = new Map(ways.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++)
    for (const { name, run } of ways) {
      const rate = await run();
      found.get(name)!.push(rate);
      report(`${what}, ${name}: ${Math.round(rate)} views/s`);
    }
  return [...found].map(([name, list]) => ({ what, name, viewsPerSecond: median(list), rounds: list }));
}
