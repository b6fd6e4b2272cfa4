import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../cli/src/config/parse-json.ts';

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    expect(parseJson(' {"a": [1, -2.5e3, "x\\n", true, null]} ')).toEqual({
      a: [1, -2500, 'x\n', true, null],
    });
  });

  it.each<[string, string, string]>([
    ['a trailing comma', '{\n  "a": 1,\n}', "line 3, column 1: a comma stands before '}'"],
    ['a trailing comma in a list', '[1, 2, ]', "line 1, column 8: a comma stands before ']'"],
    ['a missing comma', '{\r\n"a": 1\r\n"b": 2}', `line 3, column 1: '"' is unexpected`],
    ['a comment', '{\n// why\n"a": 1}', 'line 2, column 1: comments'],
    ['single quotes', "{'a': 1}", 'line 1, column 2: text stands in double quotes'],
    [
      'a name without quotes',
      '{a: 1}',
      "line 1, column 2: 'a' is unexpected; names and text stand in double quotes",
    ],
    ['a wrong word', '{"a": True}', "line 1, column 7: 'True' is unexpected"],
    ['a word that begins like null', 'name: x', "line 1, column 1: 'name' is unexpected"],
    ['a word that begins like true', '{"a": try}', "line 1, column 7: 'try' is unexpected"],
    ['NaN', '[NaN]', "line 1, column 2: 'NaN' is unexpected"],
    ['an end too early', '{"name": ', 'line 1, column 10: the text ends too early'],
    ['an open text', '{"name": "x', 'line 1, column 12: the text ends too early'],
    ['a line break within a text', '{"a": "x\n"}', 'line 1, column 9: the line ends within a text'],
    ['a wrong escape', '{"a": "\\x"}', 'line 1, column 7: a backslash in the text'],
    ['a tab within a text', '{"a": "x\t"}', 'line 1, column 7: the text that begins here holds a control'],
    ['a number that begins with 0', '[01]', "line 1, column 3: '1' is unexpected"],
    ['two values', '{} {}', "line 1, column 4: '{' is unexpected"],
    ['a NUL', '{"a": \0}', 'line 1, column 7: the control character U+0000'],
    ['nothing', ' \n', 'there is nothing in it'],
  ])('names the place of %s', (_, text, message) => {
    expect(() => parseJson(text)).toThrowError(message);
  });
});
