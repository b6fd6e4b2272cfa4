import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Router, type RequestHandler } from 'express';
import { sha256 } from '@engram/store';
import { examples } from './examples.ts';

interface Asset {
  /** Address that changes with the content, so that it may be kept for good. */
  url: string;
  path: string;
  type: 'css' | 'js';
}

const require = createRequire(import.meta.url);
const inPackage = (name: string, file: string): string =>
  join(dirname(require.resolve(`${name}/package.json`)), file);
const own = (file: string): string => fileURLToPath(new URL(`../../static/${file}`, import.meta.url));

/**
 * GraphiQL 3 with React 18: the last that come as scripts a page can load without a build, with the editor CodeMirror, which
 * needs no workers and no `eval`. Fonts lie within the style sheet.
 */
const assets = [
  inPackage('graphiql', 'graphiql.min.css'),
  own('graphiql-page.css'),
  inPackage('react', 'umd/react.production.min.js'),
  inPackage('react-dom', 'umd/react-dom.production.min.js'),
  inPackage('graphiql', 'graphiql.min.js'),
  own('graphiql-page.js'),
].map((path): Asset => {
  const type = path.endsWith('.css') ? 'css' : 'js';
  return { url: `${sha256(readFileSync(path)).slice(0, 16)}.${type}`, path, type };
});

const ofType = (type: Asset['type'], tag: (url: string) => string): string =>
  assets.flatMap((asset) => (asset.type === type ? [tag(`graphiql/${asset.url}`)] : [])).join('\n');

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>GraphiQL – Engram API</title>
<link rel="icon" href="data:,">
${ofType('css', (url) => `<link rel="stylesheet" href="${url}">`)}
</head>
<body>
<main>
<h1>GraphiQL of the Engram API</h1>
<div id="graphiql">Loading GraphiQL …</div>
</main>
<noscript>GraphiQL is a program in this page and needs JavaScript. <a href="./">The examples</a> can be read without.</noscript>
<script type="application/json" id="examples">${JSON.stringify(examples).replaceAll('<', '\\u003c')}</script>
${ofType('js', (url) => `<script src="${url}"></script>`)}
</body>
</html>
`;

/** GraphiQL writes styles into its elements; scripts, fonts and requests stay within this server. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  'font-src data:',
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const showPage: RequestHandler = (_request, response) => {
  response.setHeader('content-security-policy', policy);
  response.setHeader('cache-control', 'no-cache');
  response.type('html').send(page);
};

/** `/graphiql`: a page to write queries in, with the examples as tabs; all it loads comes from this server. */
export function serveGraphiql(): Router {
  // Its addresses are relative: `/graphiql/` would be another place.
  const router = Router({ strict: true });
  router.get('/graphiql', showPage);
  for (const { url, path, type } of assets)
    router.get(`/graphiql/${url}`, (_request, response) => {
      response.setHeader('x-content-type-options', 'nosniff');
      response.type(type).sendFile(path, { maxAge: '365d', immutable: true, dotfiles: 'allow' });
    });
  return router;
}
