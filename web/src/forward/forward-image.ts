import { authorization, type WebEnv } from '../env.ts';

const timeoutMs = 10_000;
const hashPattern = /^[0-9a-f]{64}$/;

/** Hands a content-addressed thumbnail on from the API. It never changes, so that browsers may keep it for good. */
export async function forwardImage(request: Request, hash: string, env: WebEnv): Promise<Response> {
  if (!hashPattern.test(hash))
    return new Response('An image is named by 64 hexadecimal digits.', { status: 400 });
  try {
    const answer = await fetch(`${env.apiUrl}/images/${hash}.png`, {
      headers: authorization(env),
      redirect: 'error',
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]),
    });
    const type = answer.headers.get('content-type') ?? '';
    if (answer.status === 404) return new Response('There is no such image.', { status: 404 });
    if (!answer.ok || !/^image\/(png|webp|jpeg)\b/.test(type)) return away();
    return new Response(answer.body, {
      headers: {
        'content-type': type,
        'cache-control': 'public, max-age=31536000, immutable',
        'content-security-policy': "default-src 'none'",
        'x-content-type-options': 'nosniff',
      },
    });
  } catch {
    return away();
  }
}

function away(): Response {
  return new Response('The API does not answer.', { status: 502, headers: { 'cache-control': 'no-store' } });
}
