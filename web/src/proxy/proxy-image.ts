import { isCanonicalUuid, isSha256 } from '@engram/core';
import { authorization, type WebEnv } from '../env.ts';

const timeoutMs = 10_000;

/** Proxies a content-addressed thumbnail. It never changes, so that browsers may cache it for good. */
export async function proxyImage(request: Request, hash: string, env: WebEnv): Promise<Response> {
  if (!isSha256(hash)) return new Response('An image is named by 64 hexadecimal digits.', { status: 400 });
  return proxyPng(request, `/images/${hash}.png`, env);
}

/** Proxies the picture of a datapoint's views, which a run never changes either. */
export async function proxyViews(
  request: Request,
  { run, index }: { run: string; index: string },
  env: WebEnv,
): Promise<Response> {
  if (!isCanonicalUuid(run) || !/^\d{1,10}$/.test(index))
    return new Response('Views are named by the UUID of a run and the index of a datapoint.', {
      status: 400,
    });
  return proxyPng(request, `/views/${run}/${index}.png`, env);
}

/** Proxies the picture of views that a policy makes; the API checks and limits what is asked for. */
export async function proxyPolicyViews(
  request: Request,
  { dataset, index }: { dataset: string; index: string },
  env: WebEnv,
): Promise<Response> {
  if (!isCanonicalUuid(dataset) || !/^\d{1,10}$/.test(index))
    return new Response('Views are named by the UUID of a dataset and the index of a datapoint.', {
      status: 400,
    });
  const asked = new URL(request.url).searchParams;
  const query = new URLSearchParams(
    Object.fromEntries(['policy', 'count', 'seed'].map((name) => [name, asked.get(name) ?? ''])),
  );
  return proxyPng(request, `/policy-views/${dataset}/${index}.png?${query}`, env, 'private, max-age=3600');
}

/** By this browser alone: who may see it is decided anew for every reader. */
const forGood = 'private, max-age=31536000, immutable';

async function proxyPng(
  request: Request,
  path: string,
  env: WebEnv,
  cacheControl = forGood,
): Promise<Response> {
  try {
    const answer = await fetch(env.apiUrl + path, {
      headers: authorization(env, request.headers),
      redirect: 'error',
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]),
    });
    const type = answer.headers.get('content-type') ?? '';
    if (answer.status === 404) return new Response('There is no such image.', { status: 404 });
    if (answer.status === 429 || answer.status === 503) return tooManyRequests(answer);
    if (!answer.ok || !/^image\/(png|webp|jpeg)\b/.test(type)) return failed(answer);
    return new Response(answer.body, {
      headers: {
        'content-type': type,
        'cache-control': cacheControl,
        'content-security-policy': "default-src 'none'",
        'x-content-type-options': 'nosniff',
      },
    });
  } catch {
    return unavailable();
  }
}

/** The API has too many requests of this reader, or of all. */
function tooManyRequests({ status, headers }: Response): Response {
  return new Response('The API has too many requests at once; try again later.', {
    status,
    headers: { 'cache-control': 'no-store', 'retry-after': headers.get('retry-after') ?? '1' },
  });
}

/** The API answered, but not with an image: its file is damaged, say. */
function failed({ status }: Response): Response {
  return new Response(`The API returned no image (status ${status}); its log says why.`, {
    status: status >= 500 ? status : 502,
    headers: { 'cache-control': 'no-store' },
  });
}

function unavailable(): Response {
  return new Response('The API does not answer.', { status: 502, headers: { 'cache-control': 'no-store' } });
}
