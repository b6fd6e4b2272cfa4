/**
 * Asks again only after so long; until then what was answered last holds, whatever is asked with. One that fails is asked again.
 * @param leastMs from the begin of one to that of the next
 */
export function atMostEvery<Given extends unknown[], T>(
  leastMs: () => number,
  ask: (...given: Given) => Promise<T>,
  now: () => number = () => performance.now(),
): (...given: Given) => Promise<T> {
  let last: { answer: T; askedMs: number } | null = null;
  return async (...given) => {
    const askedMs = now();
    if (last && askedMs - last.askedMs < leastMs()) return last.answer;
    last = { answer: await ask(...given), askedMs };
    return last.answer;
  };
}
