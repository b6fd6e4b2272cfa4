import { median } from '@engram/core';

/** By the clock, and by the processor time of all processes and threads, which other work on the machine disturbs less. */
export interface Pace {
  viewsPerSecond: number;
  viewsPerProcessorSecond: number;
}

/** What one way of doing a job reaches, the medians over rounds. */
export interface Rate extends Pace {
  what: string;
  name: string;
  rounds: Pace[];
}

/** Runs each way in turn, so many times, and reports as it goes. A way that fails ends all: no figure is left out in silence. */
export async function inTurn(
  what: string,
  ways: readonly { name: string; run(): Promise<Pace> }[],
  rounds: number,
  report: (line: string) => void,
): Promise<Rate[]> {
  const found = new Map(ways.map(({ name }) => [name, [] as Pace[]]));
  for (let round = 0; round < rounds; round++)
    for (const { name, run } of ways) {
      const { viewsPerSecond, viewsPerProcessorSecond } = await run();
      found.get(name)!.push({ viewsPerSecond, viewsPerProcessorSecond });
      const [clock, processor] = [viewsPerSecond, viewsPerProcessorSecond].map(Math.round);
      report(`${what}, ${name}: ${clock} views/s, ${processor} per second of processor`);
    }
  return [...found].map(([name, list]) => ({
    ...{ what, name, rounds: list },
    viewsPerSecond: median(list.map((pace) => pace.viewsPerSecond)),
    viewsPerProcessorSecond: median(list.map((pace) => pace.viewsPerProcessorSecond)),
  }));
}
