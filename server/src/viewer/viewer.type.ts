import { scopesByName, type TokenScope } from '@engram/core';
import { Field, ObjectType, registerEnumType } from 'type-graphql';

registerEnumType(scopesByName, {
  name: 'TokenScope',
  description: 'What a token lets its holder do; each scope includes those before it.',
  valuesConfig: {
    READ: { description: 'All queries and subscriptions, images, views, exports.' },
    ANNOTATE: {
      description:
        'Tags, comments, saved views, snapshots, and the names, tags and archiving of runs, as well.',
    },
    RUNS_WRITE: { description: 'All other mutations, as well.' },
    ADMIN: { description: 'What others signed, as well.' },
  },
});

@ObjectType({ description: 'Who asks, as far as the API knows.' })
export class Viewer {
  @Field(() => String, {
    nullable: true,
    description:
      'Name of the token; null for who shows none, as on this machine itself, and for readers who have not signed in to the dashboard that `engram serve` starts; one with a token of its own shows that.',
  })
  tokenName!: string | null;

  @Field(() => scopesByName, { description: 'What the caller may do.' })
  scope!: TokenScope;

  @Field(() => Date, { nullable: true, description: 'When the token expires; null without one.' })
  expiresAt!: Date | null;
}
