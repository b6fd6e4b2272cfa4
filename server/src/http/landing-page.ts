import { readFileSync } from 'node:fs';
import type { RequestHandler } from 'express';

const examples = readFileSync(new URL('../../examples.graphql', import.meta.url), 'utf8');
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Engram API</title>
<style>
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem }
pre { overflow-x: auto; font-size: .875rem }
</style>
</head>
<body>
<h1>Engram API</h1>
<p>Send GraphQL queries as JSON to <code>POST /graphql</code>. Its schema describes every field and can be asked for by introspection.</p>
<pre>curl -s -H 'content-type: application/json' \\
  -d '{"query":"{ runs(first: 5) { nodes { id name status } } }"}' /graphql</pre>
<h2>Examples</h2>
<pre>${escaped(examples)}</pre>
</body>
</html>
`;

/** A page that says where to send queries, with examples; it loads nothing. */
export const showLandingPage: RequestHandler = (_request, response) => {
  response.setHeader(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  );
  response.type('html').send(page);
};
