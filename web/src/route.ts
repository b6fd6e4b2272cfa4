import { readEnv, type WebEnv } from './env.ts';

/** A handler of Next.js with the settings as they are when a request arrives, and the `[parts]` of its address. */
export const route =
  <Parts = unknown>(answer: (request: Request, env: WebEnv, parts: Parts) => Response | Promise<Response>) =>
  async (request: Request, context: { params: Promise<Parts> }): Promise<Response> =>
    answer(request, readEnv(), await context.params);
