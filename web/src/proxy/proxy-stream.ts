import { authorization, type WebEnv } from '../env.ts';
import { proxiedHeaders, apiUnavailableResponse } from './responses.ts';
import { readPersistedRequest } from './read-persisted-request.ts';

const timeoutMs = 10_000;

/**
 * Proxies a subscription of our own pages to the API, and its events back as they come. When the reader disconnects, so does the
 * proxy; the time limit is for the first byte of the response.
 */
export async function proxyStream(request: Request, env: WebEnv): Promise<Response> {
  const body = await readPersistedRequest(request, env);
  if (body instanceof Response) return body;
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(new DOMException('too late', 'TimeoutError')), timeoutMs);
  try {
    const answer = await fetch(`${env.apiUrl}/graphql/stream`, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.any([request.signal, timeout.signal]),
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        ...authorization(env, request.headers),
      },
    });
    const headers = proxiedHeaders(answer);
    // A proxy that compresses would keep the events back until it has enough of them.
    headers.set('cache-control', 'no-store, no-transform');
    headers.set('x-accel-buffering', 'no');
    return new Response(answer.body && untilItBreaks(answer.body), { status: answer.status, headers });
  } catch (error) {
    return apiUnavailableResponse(error, timeoutMs);
  } finally {
    clearTimeout(timer);
  }
}

/** The same events, ended in good order when the API breaks off: the page then asks again, and its console stays clean. */
function untilItBreaks(events: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = events.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
      } catch {
        // Ended below, like a stream that is complete.
      }
      controller.close();
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
