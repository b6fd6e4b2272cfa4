import { expect, it } from 'vitest';
import { apiAddressFor } from '../../../web/src/proxy/api-address.ts';
import { localHeader } from '../../../web/src/proxy/local-request.ts';

const env = { apiUrl: 'http://127.0.0.1:4000', apiToken: undefined };
const from = (local: string) => new Headers({ [localHeader]: local });

it('tells strangers only the address that was made public, and who sits at this machine its own', () => {
  const publicUrl = 'https://scores.example.org';
  expect(apiAddressFor(from('0'), env)).toBeNull();
  expect(apiAddressFor(from('1'), env)).toBe(env.apiUrl);
  expect(apiAddressFor(from('0'), { ...env, publicUrl })).toBe(publicUrl);
});
