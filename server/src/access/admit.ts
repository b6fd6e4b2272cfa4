import type { RequestHandler } from 'express';
import { rateLimited, setRateLimit } from '../limits/rate-limit.ts';
import { isLocalRequest } from '../http/host-check.ts';
import type { Identify } from './identify.ts';

/** Lets nobody past whom `identify` does not know, nor whose budget is spent; before a body is read. */
export function admit(identify: Identify): RequestHandler {
  return async (request, response, next) => {
    const caller = await identify(request, isLocalRequest(response));
    response.locals.caller = caller;
    if (caller.budget && caller.budget.remaining < 1) {
      setRateLimit(caller.budget, (name, value) => void response.setHeader(name, value), true);
      throw rateLimited(caller.budget, 1);
    }
    next();
  };
}
