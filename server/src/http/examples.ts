import { readFileSync } from 'node:fs';
import { Kind, parse } from 'graphql';

export interface Example {
  /** Name of the operation. */
  name: string;
  /** What it shows. */
  about: string;
  /** The operation with its words above it, as a comment. */
  query: string;
  /** Names of the variables that must be given. */
  variables: string[];
}

const text = readFileSync(new URL('../../examples.graphql', import.meta.url), 'utf8');

/** The operations of server/examples.graphql, in their order, each with the comment that stands above it. */
export const examples: readonly Example[] = read();

function read(): Example[] {
  let end = 0;
  return parse(text).definitions.flatMap((operation) => {
    if (operation.kind !== Kind.OPERATION_DEFINITION || !operation.loc || !operation.name) return [];
    const comment = text.slice(end, operation.loc.start).trim().split('\n\n').at(-1) ?? '';
    end = operation.loc.end;
    return [
      {
        name: operation.name.value,
        about: comment.replaceAll(/^# ?/gm, ''),
        query: `${comment}\n${text.slice(operation.loc.start, end)}\n`,
        variables: (operation.variableDefinitions ?? []).map((one) => one.variable.name.value),
      },
    ];
  });
}
