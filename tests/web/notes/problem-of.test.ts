import { CombinedError } from '@urql/core';
import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { problemOf } from '../../../web/src/features/notes/problem-of.ts';

const forbidden = new CombinedError({
  graphQLErrors: [new GraphQLError('This tag is Ada’s.', { extensions: { code: 'FORBIDDEN' } })],
});

describe('what is forbidden', () => {
  it('is said to be the dashboard’s rule to who may write nothing, and somebody else’s note to who may', () => {
    expect(problemOf(forbidden, false)).toContain('read-only for you');
    expect(problemOf(forbidden, true)).toContain('This tag is Ada’s.');
  });
});
