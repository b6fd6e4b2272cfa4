import type { WebEnv } from '../env.ts';
import { isLocalRequest } from './local-request.ts';

/** Where whoever asks reaches the API: its public address where one is set, else that on this machine, for who sits at it; null otherwise. */
export function apiAddressFor(asked: Pick<Headers, 'get'>, { publicUrl, apiUrl }: WebEnv): string | null {
  return publicUrl ?? (isLocalRequest(asked) ? apiUrl : null);
}
