import { expect, it } from 'vitest';
import { drawFigure } from '../../../cli/src/figures/draw-figure.ts';
import { chartSpecs } from '../../factories/chart-specs.ts';
import { attacks } from '../../server/citation/attacks.ts';

/** Fields of a line of CSV. */
const fieldsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) =>
    quoted === undefined ? bare! : quoted.replaceAll('""', '"'),
  );

it.each(attacks)('the numbers of a figure hold %j as text, which no spreadsheet runs', async (attack) => {
  const data = { head: ['class', 'score', 'low'], rows: [[attack, -0.25, null]] };
  const figure = { name: 'x', title: attack, spec: chartSpecs.points, data, numbers: [] };
  const [head, line, ...rest] = (await drawFigure(figure, 'csv')).toString().split('\n');
  expect([head, rest]).toEqual(['class,score,low', ['']]);
  const [text, score, low] = fieldsOf(line!);
  expect(text!.replace(/^'/, '')).toBe(attack);
  expect(text).not.toMatch(/^\s*[=+\-@]/);
  expect([score, low]).toEqual(['-0.25', '']);
});
