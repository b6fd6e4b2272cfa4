import { requestOrigin, type HostPolicy } from '@engram/core';
import type { RequestHandler, Response } from 'express';
import { sendError } from './error-response.ts';

/** Rejects requests whose Host is unknown or unreadable, and notes which came from this machine. */
export function checkHost(policy: HostPolicy): RequestHandler {
  return (request, response, next) => {
    const origin = requestOrigin(request, policy);
    response.locals.isLocal = origin.kind === 'local';
    if (origin.kind !== 'rejected') return next();
    const code = origin.status === 403 ? 'FORBIDDEN' : 'INVALID_ARGUMENT';
    sendError(response, origin.status, code, origin.message);
  };
}

/** Whether the request came from this machine, and nobody forwarded it for somebody else. */
export const isLocalRequest = (response: Response): boolean => response.locals.isLocal === true;
