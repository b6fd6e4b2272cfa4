import type { PageQuery } from './page-query.ts';

/** A way to take what a page shows elsewhere. */
export interface ShareText {
  title: string;
  hint: string;
  text: string;
}

/** Where the API is unless somebody said otherwise, as everywhere in docs/api.md. */
const defaultApi = 'http://localhost:4000';

const clientOf = (api: string): string => `import os
import requests

API = os.environ.get("ENGRAM_API_URL", ${JSON.stringify(api)})
TOKEN = os.environ.get("ENGRAM_API_TOKEN")
headers = {"authorization": f"Bearer {TOKEN}"} if TOKEN else {}`;

/**
 * What a page shows in the languages that other programs speak.
 * @param apiAddress where the reader reaches the API; null where it is not known
 */
export function shareTexts(
  { query, variables, run, missing }: PageQuery,
  apiAddress: string | null,
): ShareText[] {
  const api = apiAddress ?? defaultApi;
  const without = missing ? ` Without ${missing}, which only the page applies.` : '';
  return [
    {
      title: 'As GraphQL',
      hint: `${whereToAsk(apiAddress)}${without}`,
      text: Object.keys(variables).length > 0 ? `${query}\n\n# variables\n${json(variables)}` : query,
    },
    {
      title: 'As Python',
      hint: `Prints what the API answers.${without}`,
      text: pythonOf(query, variables, api),
    },
    ...(run === null
      ? []
      : [
          {
            title: 'All scores by a command',
            hint: 'One row a datapoint, without filters, once the run has scores.',
            text: `curl -O ${api}/export/runs/${run}.parquet\ncurl -O ${api}/export/runs/${run}.csv\nnpx engram scores ${run} --format csv`,
          },
        ]),
  ];
}

const whereToAsk = (api: string | null): string =>
  api === null
    ? 'POST it to /graphql of the API, port 4000 unless set otherwise, or paste it into the API explorer there.'
    : `POST it to ${api}/graphql, or paste it into the API explorer at ${api}/graphiql.`;

function pythonOf(query: string, variables: PageQuery['variables'], api: string): string {
  return `${clientOf(api)}

query = """
${query}
"""
variables = ${pythonValue(variables)}
answer = requests.post(API + "/graphql", json={"query": query, "variables": variables}, headers=headers, timeout=60).json()
print(answer.get("errors") or answer["data"])`;
}

const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** A value that JSON can hold, as Python writes it; its strings are JSON's. */
function pythonValue(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map(pythonValue).join(', ')}]`;
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, one]) => `${JSON.stringify(key)}: ${pythonValue(one)}`)
      .join(', ')}}`;
  return JSON.stringify(value);
}
