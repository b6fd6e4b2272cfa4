import type { WebEnv } from '../env.ts';

const timeoutMs = 10_000;

/** Whether pages can be filled: 200 while the API is ready; 503 with its reason, or that it does not answer, when not. */
export async function proxyReadiness(request: Request, { apiUrl }: WebEnv): Promise<Response> {
  const headers = { 'cache-control': 'no-store' };
  try {
    const answer = await fetch(`${apiUrl}/readyz`, {
      redirect: 'error',
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]),
    });
    return Response.json(await answer.json(), { status: answer.ok ? 200 : 503, headers });
  } catch {
    return Response.json(
      { status: 'unavailable', reason: 'The API does not answer.' },
      { status: 503, headers },
    );
  }
}
