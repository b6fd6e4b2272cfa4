import type { Request } from 'express';

const loopbackNames = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);

export function isLoopback(host: string): boolean {
  return loopbackNames.has(host.toLowerCase());
}

/** Whether a request names this machine by a loopback name: a page that rebinds its own name to 127.0.0.1 does not. */
export function asksLoopback(request: Request): boolean {
  return isLoopback(request.hostname);
}
