import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { type Finding, fine, wrong } from './finding.js';

/** What a server shows of itself. */
export interface Shown {
  /** The code of what is wrong with it, as OpenSSL and Node name it; null: it is trusted. */
  problem: string | null;
  validTo: Date;
}

const patienceMs = 5_000;
const dayMs = 24 * 60 * 60_000;
/** Whoever renews by itself does so earlier. */
const leastDays = 14;

/** Connects to an https address and answers the certificate, also one that nobody should trust. @throws Error without an answer. */
export function certificateAt({ hostname, port }: URL): Promise<Shown> {
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port: Number(port || 443),
      ...(isIP(host) ? {} : { servername: host }),
      // It is looked at and not used.
      rejectUnauthorized: false,
      timeout: patienceMs,
    });
    socket.once('secureConnect', () => {
      // Node's types say Error, and it is the code.
      const problem = socket.authorized ? null : String(socket.authorizationError);
      resolve({ problem, validTo: new Date(socket.getPeerCertificate().valid_to) });
      socket.destroy();
    });
    socket.once('timeout', () => socket.destroy(new Error(`no TLS within ${patienceMs / 1_000} s`)));
    socket.once('error', reject);
  });
}

const meanings: Readonly<Record<string, readonly [string, string]>> = {
  CERT_HAS_EXPIRED: ['has expired', 'Renew it, and let it be renewed by itself.'],
  CERT_NOT_YET_VALID: ['is not valid yet', 'Check the clock here and the date on the certificate.'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['is for another name', 'Get one for the host name of this address.'],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    'comes without its chain',
    'Let the server send the intermediate certificates too (fullchain.pem).',
  ],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [
    'comes from an authority that is not known here, or without its chain',
    'Let the server send the intermediate certificates too (fullchain.pem); an authority of your own is named by NODE_EXTRA_CA_CERTS.',
  ],
};
const untrusted = [
  'is not trusted',
  'Get one of a public authority: platforms deliver to no other.',
] as const;

/** @param address for the sentence. */
export function judgeCertificate({ problem, validTo }: Shown, address: string, now: Date): Finding {
  const until = validTo.toISOString().slice(0, 10);
  const days = Math.floor((validTo.getTime() - now.getTime()) / dayMs);
  if (problem !== null) {
    const [what, remedy] = meanings[problem] ?? untrusted;
    return wrong(`The certificate of ${address} ${what} (${problem}; valid to ${until}).`, remedy);
  }
  if (days < leastDays)
    return wrong(
      `The certificate of ${address} ends in ${days} days, on ${until}.`,
      'Renew it, and let it be renewed by itself.',
    );
  return fine(`its certificate is good for ${days} days`);
}
