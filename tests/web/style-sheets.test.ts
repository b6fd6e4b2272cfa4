import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const sheets = readdirSync('web/src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.css'))
  .map((name) => `web/src/${name}`)
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
const sheetsWith = (rule: RegExp) => sheets.filter(({ text }) => rule.test(text)).map(({ path }) => path);

it('tables of numbers are laid out in one style sheet, the tables behind charts and those of documents in others', () => {
  expect(sheetsWith(/border-collapse: collapse/).sort()).toEqual([
    'web/src/charts/page/data-table.module.css',
    'web/src/components/table.module.css',
    'web/src/features/docs/docs-page.module.css',
  ]);
});

it('axes and titles of charts are laid out in one style sheet, their marks in none', () => {
  expect(sheetsWith(/\.(yAxis|xTitle)\b/)).toEqual(['web/src/charts/page/figure.module.css']);
  expect(sheetsWith(/\.(bar|grid|whisker|median|band|dot|halo) \{[^}]*(fill|stroke)/)).toEqual([]);
});

it('the fields of filters for numbers are drawn in one style sheet', () => {
  expect(sheetsWith(/\.(range|number) input[^{]*\{[^}]*var\(--(paper|bad)\)/)).toEqual([]);
});

it('the buttons of snapshots leave the colour of disabled ones to the base', () => {
  const { text } = sheets.find(({ path }) => path.endsWith('snapshot.module.css'))!;
  const coloured = [...text.matchAll(/^(\.button[^{]*) \{[^}]*\bcolor:/gm)].map(([, selector]) => selector);
  expect(coloured).toEqual(['.button:enabled', '.button:enabled:hover']);
});
