import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = 'web/src/features/';
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));

/** Names that a file binds the responses of `useLiveQuery` and `useLiveNotes` to, and what is wrong with them. */
function ignored(text: string): string[] {
  return [...text.matchAll(/(?:const (\{[^}]*\}|\w+) = )?useLive(?:Query|Notes)\(/g)].flatMap(
    ([, bound = '']) => {
      const isRead = bound.startsWith('{')
        ? /\berror\b/.test(bound)
        : bound !== '' && new RegExp(`\\b${bound}\\.error\\b`).test(text);
      return isRead ? [] : [bound || 'nothing'];
    },
  );
}

describe('what the API refuses', () => {
  it('is looked at by whoever asks with useLiveQuery (else: usePartQuery, by which the page says it)', () => {
    const careless = files.flatMap((name) =>
      ignored(readFileSync(root + name, 'utf8')).map((bound) => `${name}: ${bound}`),
    );
    expect(careless).toEqual([]);
    expect(files.length).toBeGreaterThan(100);
  });

  it('would be missed', () => {
    expect(ignored('const { data } = useLiveQuery(A, {});')).toEqual(['{ data }']);
    expect(ignored('const a = useLiveQuery(A, {}).data;')).toEqual(['a']);
    expect(ignored('const { data, error } = useLiveQuery(A, {});')).toEqual([]);
    expect(ignored('const a = useLiveQuery(A, {}); a.error;')).toEqual([]);
  });
});
