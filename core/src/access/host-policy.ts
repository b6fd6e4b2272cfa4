import { DomainError } from '../errors.ts';
import { hostNameOf, hostNameOfUrl, isLoopbackName } from './host-name.ts';

/** Which names a server answers to, and whose word it takes on where a request came from. */
export interface HostPolicy {
  /** Names served beside the loopback names; null serves every name. */
  names: ReadonlySet<string> | null;
  /** Addresses of the reverse proxies whose X-Forwarded-For and Forwarded are believed. */
  proxies: ReadonlySet<string>;
  /** Names of pages elsewhere that count as this machine's own, as a page under development. */
  origins: ReadonlySet<string>;
}

/** Settings that a policy follows from; lists are separated by commas. */
export interface HostSettings {
  /** Address to listen on. */
  host: string;
  /** ENGRAM_ALLOWED_HOSTS. */
  allowedHosts?: string;
  /** ENGRAM_TRUSTED_PROXY. */
  trustedProxy?: string;
  /** ENGRAM_PUBLIC_URL: its name is served as well. */
  publicUrl?: string;
  /** ENGRAM_CORS_ORIGIN. */
  corsOrigin?: string;
}

/**
 * On loopback, and wherever ENGRAM_ALLOWED_HOSTS is set, only known names are served; the address that the server listens on is one.
 * @throws DomainError INVALID_ARGUMENT naming the setting
 */
export function hostPolicyOf(settings: HostSettings): HostPolicy {
  const allowed = listed(settings.allowedHosts).map(allowedHost);
  const publicName = hostNameOfUrl(settings.publicUrl ?? '');
  const origin = hostNameOfUrl(settings.corsOrigin ?? '');
  return {
    names:
      isLoopbackName(settings.host) || allowed.length > 0
        ? new Set([settings.host.toLowerCase(), ...allowed, ...(publicName ? [publicName] : [])])
        : null,
    proxies: new Set(listed(settings.trustedProxy).map(proxyAddress)),
    origins: new Set(origin ? [origin] : []),
  };
}

/** An address as it is compared: IPv4 that came over an IPv6 socket is IPv4. */
export function canonicalAddress(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '');
}

const listed = (value = ''): string[] => value.split(',').flatMap((one) => one.trim() || []);

function allowedHost(given: string): string {
  const bare = /^[0-9a-f]*:[0-9a-f:.]+$/i.test(given) ? `[${given}]` : given;
  return hostNameOf(bare) ?? fail('ENGRAM_ALLOWED_HOSTS', given, 'a host name such as scores.example.org');
}

function proxyAddress(given: string): string {
  const address = canonicalAddress(given);
  if (/^(\d{1,3}\.){3}\d{1,3}$/.test(address) || /^[0-9a-f]*:[0-9a-f:]+$/.test(address)) return address;
  return fail('ENGRAM_TRUSTED_PROXY', given, 'an IP address such as 127.0.0.1');
}

function fail(name: string, given: string, wanted: string): never {
  throw new DomainError(
    'INVALID_ARGUMENT',
    `The setting ${name} holds ${JSON.stringify(given)}, which is not ${wanted}. Change it, or leave it out; several are separated by commas.`,
  );
}
