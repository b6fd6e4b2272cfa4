import { describe, expect, it } from 'vitest';
import { withApi } from '../api.ts';

const api = withApi();

describe('the page of the API', () => {
  it('has a command line that names this server and a query that it answers', async () => {
    const page = await (await fetch(api.url)).text();
    const [, header, body, address] =
      /<pre tabindex="0">curl -s -H '(.+?)' \\\n {2}-d '(.+?)' (\S+)<\/pre>/.exec(page)!;
    expect(address).toBe(`${api.url}/graphql`);
    const [name, value] = header!.split(': ') as [string, string];
    const answer = await fetch(address!, { method: 'POST', headers: { [name]: value }, body });
    const { data } = (await answer.json()) as { data: { runs: { nodes: object[] } } };
    expect(data.runs.nodes.length).toBeGreaterThan(0);
  });
});
