import type { DatabaseAddress } from './database-address.ts';
import { sslModeOf } from './tls.ts';

/** Codes of Node's TLS → what is wrong with the server's certificate. */
const certificateProblems: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'comes from an authority that is not trusted here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes from an authority that is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT: 'comes from an authority that is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes from an authority that is not trusted here',
  CERT_SIGNATURE_FAILURE: 'is not signed by the authority in sslrootcert',
  CERT_UNTRUSTED: 'is not trusted here',
  CERT_REVOKED: 'was revoked',
  INVALID_CA: 'comes from an authority that may not issue certificates',
  INVALID_PURPOSE: 'was not made for servers',
};

const trust =
  'Name its authority with sslrootcert=FILE in DATABASE_URL, or use sslmode=no-verify, which encrypts and does not verify';

/** What went wrong while the connection was being encrypted, after "The database at …"; undefined when it was something else. */
export function tlsReason(error: Error, code: string, address: DatabaseAddress): string | undefined {
  const mode = sslModeOf(address.parameters) ?? 'prefer';
  if (/server does not support SSL/i.test(error.message))
    return `does not encrypt connections, and sslmode=${mode} asks for it: turn ssl on in its postgresql.conf, or use sslmode=prefer or disable`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `shows a certificate for another host (${altNames(error)}): write that name into DATABASE_URL, or use sslmode=verify-ca, which compares no names`;
  if (code === 'CERT_HAS_EXPIRED')
    return `shows a certificate that has expired: renew it, or use sslmode=no-verify`;
  if (code === 'CERT_NOT_YET_VALID')
    return `shows a certificate that is not valid yet: compare the clocks of both machines, or use sslmode=no-verify`;
  const problem = certificateProblems[code];
  if (problem) return `shows a certificate that ${problem}. ${trust}`;
  if (/certificate required|ALERT_CERTIFICATE_REQUIRED|handshake failure/i.test(`${error.message} ${code}`))
    return 'asks for a client certificate: name it with sslcert=FILE and sslkey=FILE in DATABASE_URL';
  if (
    /ALERT_UNKNOWN_CA|ALERT_BAD_CERTIFICATE|ALERT_CERTIFICATE|alert (unknown ca|bad certificate|certificate)/i.test(
      `${error.message} ${code}`,
    )
  )
    return 'refused the client certificate in sslcert: it must come from the authority in its ssl_ca_file';
  if (/KEY_VALUES_MISMATCH|key values mismatch/i.test(`${code} ${error.message}`))
    return 'was not asked: sslkey in DATABASE_URL does not belong to the certificate in sslcert';
  if (
    /bad decrypt|interrupted or cancelled|MISSING_PASSPHRASE|BAD_PASSWORD_READ/i.test(
      `${code} ${error.message}`,
    )
  )
    return 'was not asked: sslkey in DATABASE_URL is encrypted; give its passphrase as sslpassword';
  if (/^ERR_(SSL|OSSL)|^EPROTO$/.test(code) || /establishing an SSL connection/i.test(error.message))
    return `could not agree on encryption (${error.message.trim().split('\n')[0]}): check sslmode and the certificate files in DATABASE_URL, and that a PostgreSQL listens there`;
  return undefined;
}

function altNames(error: Error): string {
  const { cert } = error as { cert?: { subjectaltname?: string; subject?: { CN?: string } } };
  return cert?.subjectaltname || cert?.subject?.CN || 'without a name';
}
