import type { z } from 'zod';

const nouns: Record<string, string> = {
  object: 'an object in braces',
  array: 'a list in brackets',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

/** What is wrong with a member of a configuration, in plain words, where its schema has none: given to zod with what it parses. */
export const plainIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined) return 'it is missing';
  switch (issue.code) {
    case 'invalid_type':
      return `it must be ${nouns[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `it must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'unrecognized_keys':
      return `${issue.keys.map((key) => JSON.stringify(key)).join(', ')} is no member of it`;
    case 'too_small':
      return `it must ${issue.inclusive ? 'be at least' : 'be more than'} ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `it must ${issue.inclusive ? 'be at most' : 'be less than'} ${issue.maximum}${unitOf(issue.origin)}`;
    default:
      return undefined;
  }
};

const unitOf = (origin: string): string =>
  origin === 'string' ? ' characters long' : origin === 'array' ? ' entries long' : '';
