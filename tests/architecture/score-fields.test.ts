import { scores } from '@engram/store';
import { isNonNullType, type GraphQLObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createSchema } from '../../server/src/schema.ts';
import { ScoreFragment } from '../../web/src/features/scores/score-fragment.ts';

/** The API gives them through the score's datapoint. */
const ofDatapoint = new Set(['index', 'contentHash', 'class']);
const own = scores.scoreFieldNames.filter((name) => !ofDatapoint.has(name));

describe('the stored fields of a score', () => {
  it('are all fields of the API, with their meaning as description', () => {
    const fields = (createSchema().getType('Score') as GraphQLObjectType).getFields();
    for (const name of own) {
      const { nullable, meaning } = scores.scoreFields[name];
      expect(fields[name], `the class Score of the API lacks ${name}`).toBeDefined();
      expect([name, fields[name]!.description, isNonNullType(fields[name]!.type)]).toEqual([
        name,
        meaning,
        !nullable,
      ]);
    }
  });

  it('are all asked for by the lists of the pages, but the role', () => {
    const [fragment] = ScoreFragment.definitions as unknown as {
      selectionSet: { selections: { name: { value: string } }[] };
    }[];
    const asked = fragment!.selectionSet.selections.map(({ name }) => name.value);
    expect(own.filter((name) => !asked.includes(name))).toEqual(['role']);
  });
});
