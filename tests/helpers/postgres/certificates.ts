import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificates {
  /** File of the authority's certificate. */
  authority: string;
  /** Makes a certificate and returns the files of it and of its key. */
  issue(
    name: string,
    o?: { subject?: string; names?: string; days?: [from: string, to: string] },
  ): { cert: string; key: string };
  /** One that signs itself, with its key. */
  selfSigned: { cert: string; key: string };
  read(file: string): string;
  remove(): void;
}

/** A certificate authority of the tests' own, made with openssl. */
export function makeCertificates(): Certificates {
  const folder = mkdtempSync('/tmp/engram-certificates-');
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  };
  const file = (name: string): string => join(folder, name);
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
    '-days',
    '100',
    '-subj',
    '/CN=Engram test authority',
  );
  openssl(
    'req', '-x509', ...newKey, '-keyout', 'self.key', '-out', 'self.crt', '-days', '100', '-subj', '/CN=localhost',
    '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1',
  ); // prettier-ignore
  writeFileSync(file('index.txt'), '');
  writeFileSync(file('ca.cnf'), caSettings);
  writeFileSync(file('serial'), '01\n');
  return {
    authority: file('ca.crt'),
    issue(name, { subject = 'localhost', names = 'DNS:localhost,IP:127.0.0.1', days } = {}) {
      openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${subject}`);
      writeFileSync(file(`${name}.cnf`), `subjectAltName=${names}\n`);
      const period = days ? ['-startdate', days[0], '-enddate', days[1]] : ['-days', '50'];
      openssl(
        'ca', '-batch', '-config', 'ca.cnf',  '-in', `${name}.csr`, '-out', `${name}.crt`, '-notext',
        '-extfile', `${name}.cnf`, ...period,
      ); // prettier-ignore
      return { cert: file(`${name}.crt`), key: file(`${name}.key`) };
    },
    selfSigned: { cert: file('self.crt'), key: file('self.key') },
    read: (path) => readFileSync(path, 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const caSettings = `[ca]
default_ca = own
[own]
dir = .
database = index.txt
new_certs_dir = .
serial = serial
certificate = ca.crt
private_key = ca.key
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
`;
