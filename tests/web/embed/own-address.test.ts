import { describe, expect, it } from 'vitest';
import { cardAddress, discoveryAddress } from '../../../web/src/embed/own-address.ts';

const hash = 'a'.repeat(64);
const originOf = (host: string, publicUrl?: string) => {
  const address = discoveryAddress({ hash, figure: null }, host, publicUrl);
  return address && new URL(address).origin;
};

describe('the address where programs ask for a frame', () => {
  it('is that of the dashboard, also where the API has another port of the same name', () => {
    expect(originOf('localhost:3000')).toBe('http://localhost:3000');
    expect(originOf('scores.example.org:3000', 'http://scores.example.org:4000')).toBe(
      'http://scores.example.org:3000',
    );
    expect(originOf('scores.example.org', 'https://api.example.org')).toBe('http://scores.example.org');
  });

  it('is by https, with its port, where a proxy that leaves the port out serves both', () => {
    expect(originOf('scores.example.org', 'https://scores.example.org/engram/api')).toBe(
      'https://scores.example.org',
    );
    expect(originOf('scores.example.org', 'https://scores.example.org:8443/api')).toBe(
      'https://scores.example.org:8443',
    );
  });

  it('is that of the picture of a snapshot, too', () => {
    expect(cardAddress(hash, 'scores.example.org', 'https://scores.example.org/engram/api')).toBe(
      `https://scores.example.org/s/${hash}/card.png`,
    );
  });

  it('is not told where the name is none', () => {
    expect(originOf('')).toBeNull();
    expect(cardAddress(hash, '', undefined)).toBeNull();
  });
});
