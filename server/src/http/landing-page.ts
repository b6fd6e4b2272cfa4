import type { Request, RequestHandler } from 'express';
import { examples } from './examples.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const listed = examples
  .map(
    ({ name, about, query }) => `<h3 id="${name}">${escaped(about)}</h3>
<p><a href="graphiql?example=${name}">Run it in GraphiQL</a></p>
<pre tabindex="0">${escaped(query.replaceAll(/^#.*\n/gm, ''))}</pre>`,
  )
  .join('\n');

const pageAt = (address: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Engram API</title>
<style>
:root { color-scheme: light dark; background: light-dark(#ffffff, #14161a); color: light-dark(#1c1f26, #e9eaed) }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem }
a { color: light-dark(#1f5c9e, #85b8f0) }
pre { overflow-x: auto; font-size: .875rem }
</style>
</head>
<body>
<main>
<h1>Engram API</h1>
<p>Send GraphQL queries as JSON to <code>POST /graphql</code>, or write them in <a href="graphiql">GraphiQL</a>, which completes and explains every field.
Introspection returns the schema; <code>docs/api.md</code> is the guide.</p>
<pre tabindex="0">curl -s -H 'content-type: application/json' \\
  -d '{"query":"{ runs(first: 5) { nodes { id name status } } }"}' ${escaped(address)}/graphql</pre>
<p>If it requires a token, add <code>-H 'authorization: Bearer TOKEN'</code> (<code>docs/access.md</code>).</p>
<h2>Examples</h2>
${listed}
</main>
</body>
</html>
`;

/** The address that the reader came by, or this machine's, so that a command line with it can be copied. */
function addressOf(request: Request): string {
  const host = request.get('host') ?? '';
  return `${request.protocol}://${/^[\w.:[\]-]+$/.test(host) ? host : `localhost:${request.socket.localPort}`}`;
}

/**
 * A page that says where to send queries, with examples; it loads nothing.
 * @param publicUrl where people reach the API, when that is known
 */
export const showLandingPage =
  (publicUrl: string | undefined): RequestHandler =>
  (request, response) => {
    response.setHeader(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    response.type('html').send(pageAt(publicUrl ?? addressOf(request)));
  };
