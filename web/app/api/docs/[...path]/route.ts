import { isPicture } from '../../../../src/docs/contents.ts';
import { readServedFile } from '../../../../src/docs/read-documents.ts';
import { route } from '../../../../src/route.ts';

export const dynamic = 'force-dynamic';

/** Pictures of documents, and the files that they lead to, as text. */
export const GET = route<{ path: string[] }>(async (_request, _env, parts) => {
  const path = parts.path.join('/');
  const content = await readServedFile(path);
  if (!content) return new Response('There is no such file among the documents.', { status: 404 });
  return new Response(new Uint8Array(content), {
    headers: {
      'content-type': isPicture(path) ? 'image/png' : 'text/plain; charset=utf-8',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    },
  });
});
