import { z } from 'zod';
import { certificateAt, judgeCertificate } from './certificate.js';
import { type Finding, fine, reasonOf, wrong } from './finding.js';
import type { Situation } from './situation.js';
import type { Answer } from './visit.js';

const Alive = z.object({ status: z.literal('ok') });

/** Whether one of our addresses leads to us, over a connection that can be trusted. */
export async function lookAtAddress(
  situation: Situation,
  name: 'PUBLIC_URL' | 'WEBHOOK_URL',
  address: string,
): Promise<Finding> {
  const url = new URL(address);
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url.protocol === 'http:' && !isHere)
    return wrong(
      `${name} is ${address}: passwords, keys and webhooks would be sent for everybody to read.`,
      'Put a proxy with a certificate in front of the api, and name its https address.',
    );
  let answer: Answer;
  let secured = 'it is this machine, so without TLS';
  try {
    if (url.protocol === 'https:') {
      const certificate = judgeCertificate(await certificateAt(url), address, situation.clock.now());
      if (certificate.state !== 'fine') return certificate;
      secured = certificate.says;
    }
    answer = await situation.visit(address);
  } catch (error) {
    return wrong(
      `${address} cannot be reached from here: ${reasonOf(error)}.`,
      `Start the api; check ${name}, its name in the DNS, the proxy and the firewall.`,
    );
  }
  if (answer.status !== 200 || !Alive.safeParse(answer.body).success)
    return wrong(
      `${address}/healthz answers ${answer.status}, and not as Nightdesk does.`,
      `Let ${name} name the address of the api, without a path that the proxy adds, and let the proxy pass every path on.`,
    );
  return fine(`${address} leads here; ${secured}.`);
}
