import type { RequestListener, Server } from 'node:http';

export function createLimitedServer(listener: RequestListener, limits?: { requestMs: number }): Server;
