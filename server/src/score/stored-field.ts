import { scores } from '@engram/store';
import { Field, Float, Int } from 'type-graphql';

const types = { int4: Int, float8: Float, bool: Boolean, text: String, enum: String } as const;

/** A field of the API that is a stored field of a score: type, nullability and description come from the list of these. */
export function StoredField(): PropertyDecorator {
  return (prototype, name) => {
    const { type, nullable, meaning } = scores.scoreFields[name as scores.ScoreFieldName];
    Field(() => types[type], { nullable, description: meaning })(prototype, name);
  };
}
