import type { EmbedFacts } from '@engram/core';
import { basePath } from '../base-path.ts';
import { oembedResponse, readOembedRequest } from '../embed/oembed.ts';
import { authorization, type WebEnv } from '../env.ts';
import { apiUnavailableResponse, errorResponse, fileResponse, proxiedHeaders } from './responses.ts';

const passedOn = ['content-type', 'content-security-policy', 'cache-control'];

/** Proxies what other pages show of a snapshot in a frame: the only page of the dashboard that they may. */
export async function proxyEmbed(request: Request, hash: string, env: WebEnv): Promise<Response> {
  const params = new URL(request.url).searchParams;
  const asked = new URLSearchParams();
  for (const name of ['figure', 'width']) {
    const value = params.get(name);
    if (value !== null) asked.set(name, value.slice(0, 200));
  }
  try {
    const answer = await askForEmbed(request, { hash, query: asked, accept: 'text/html' }, env);
    if (!answer.ok)
      return new Response(answer.body, { status: answer.status, headers: proxiedHeaders(answer) });
    return fileResponse(answer, passedOn);
  } catch (error) {
    return apiUnavailableResponse(error, 30_000);
  }
}

/** Answers `/oembed?url=…`: how another page shows a snapshot, or a figure of it. */
export async function answerOembed(request: Request, env: WebEnv): Promise<Response> {
  const host = request.headers.get('host') ?? '';
  const read = readOembedRequest(new URL(request.url).searchParams, host, basePath);
  if ('status' in read)
    return errorResponse(read.status, read.status === 404 ? 'NOT_FOUND' : 'INVALID_ARGUMENT', read.message);
  try {
    const query = new URL(read.frame).searchParams;
    const answer = await askForEmbed(request, { hash: read.hash, query, accept: 'application/json' }, env);
    if (!answer.ok)
      return new Response(answer.body, { status: answer.status, headers: proxiedHeaders(answer) });
    const facts = (await answer.json()) as EmbedFacts;
    return Response.json(oembedResponse(read, facts), {
      headers: { 'cache-control': 'private, max-age=86400' },
    });
  } catch (error) {
    return apiUnavailableResponse(error, 30_000);
  }
}

async function askForEmbed(
  request: Request,
  { hash, query, accept }: { hash: string; query: URLSearchParams; accept: string },
  env: WebEnv,
): Promise<Response> {
  return fetch(`${env.apiUrl}/s/${encodeURIComponent(hash)}/embed?${query.toString()}`, {
    headers: { ...authorization(env, request.headers), accept },
    redirect: 'error',
    signal: request.signal,
  });
}
