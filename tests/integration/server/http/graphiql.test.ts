import { describe, expect, it } from 'vitest';
import { withApi } from '../api.ts';

const api = withApi();

describe('GraphiQL', () => {
  it('comes from this server alone, under a policy that lets in no other script', async () => {
    const response = await fetch(`${api.url}/graphiql`);
    const policy = response.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
    expect(policy.match(/[^;]*unsafe-inline[^;]*/g)).toEqual([" style-src 'self' 'unsafe-inline'"]);
    const page = await response.text();
    const addresses = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!);
    expect(addresses.filter((one) => /^(\w+:)?\/\//.test(one))).toEqual([]);
  });

  it('has parts that may be kept for good, since their addresses change with their content', async () => {
    const page = await (await fetch(`${api.url}/graphiql`)).text();
    const parts = [...page.matchAll(/(?:src|href)="(graphiql\/[^"]+)"/g)].map((match) => match[1]!);
    expect(parts).toHaveLength(6);
    for (const part of parts) {
      const response = await fetch(`${api.url}/${part}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(response.headers.get('content-type')).toMatch(
        /css$/.test(part) ? 'text/css' : 'text/javascript',
      );
      expect((await response.text()).length).toBeGreaterThan(100);
    }
  });

  it('carries every example, with its variables named', async () => {
    const page = await (await fetch(`${api.url}/graphiql`)).text();
    const block = /<script type="application\/json" id="examples">(.+)<\/script>/.exec(page)![1]!;
    const examples = JSON.parse(block) as { name: string; about: string; variables: string[] }[];
    expect(examples.map((one) => one.name)).toContain('Histogram');
    expect(examples.find((one) => one.name === 'LookUp')!.variables).toEqual(['dataset', 'hashes']);
    for (const { about } of examples) expect(about).toMatch(/^[A-Z].*\.$/s);
  });
});
