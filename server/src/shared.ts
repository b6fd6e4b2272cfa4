interface Asked<T> {
  atMs: number;
  isAwaited: boolean;
  answer: Promise<T>;
}

/**
 * Lets many who ask share an answer: who asks while one is awaited, or within `freshMs` after it was asked for, gets the same. It is made of
 * what the first one gave.
 */
export function shared<Given extends unknown[], T>(
  ask: (...given: Given) => Promise<T>,
  freshMs = 0,
): (...given: Given) => Promise<T> {
  let last: Asked<T> | null = null;
  return (...given) => {
    if (last && (last.isAwaited || performance.now() - last.atMs < freshMs)) return last.answer;
    const answer = Promise.resolve()
      .then(() => ask(...given))
      .finally(() => (asked.isAwaited = false));
    const asked: Asked<T> = { atMs: performance.now(), isAwaited: true, answer };
    last = asked;
    return answer;
  };
}
