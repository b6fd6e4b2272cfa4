import { expect, it } from 'vitest';
import { preparedName } from '../../../prisma/src/statements/prepared-name.ts';

it('names the first 200 statements that a process prepares, each by a name of its own, and no more', () => {
  const nameAll = () => Array.from({ length: 250 }, (_, at) => preparedName(`SELECT ${at}`));
  const names = nameAll();
  expect(new Set(names.slice(0, 200)).size).toBe(200);
  expect(names.slice(0, 200)).not.toContain(undefined);
  expect(new Set(names.slice(200))).toEqual(new Set([undefined]));
  expect(nameAll()).toEqual(names);
});
