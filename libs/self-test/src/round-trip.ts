import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Finding, fine, NotLookedAt, reasonOf, unknown, wrong } from './finding.js';
import type { Situation } from './situation.js';
import { type Answer, visit } from './visit.js';

/** More than any platform's usual webhook, and more than some proxies take by default. */
const sizeBytes = 100 * 1_024;
const Problem = z.object({ status: z.literal(404), title: z.literal('No webhook'), traceId: z.string() });

/** Spaces, line ends and characters beyond ASCII: whoever reads the JSON and writes it again makes it longer or shorter. */
function someBody(): Buffer {
  const unit = '  { "text" :\r\n\t"Gr\\u00fc\u00dfe \u2603 1.0" },\n';
  const text = `[${unit.repeat(Math.ceil(sizeBytes / Buffer.byteLength(unit)))} null ]`;
  return Buffer.from(text);
}

/**
 * Delivers to an account that does not exist, at the address that platforms are given. What comes back must be the refusal of this
 * api, with our trace and the number of bytes that we sent: then nobody between here and there answers, cuts or rewrites.
 */
export async function roundTrip(situation: Situation, address: string): Promise<Finding> {
  try {
    await situation.visit(address);
  } catch {
    throw new NotLookedAt(`${address} cannot be reached: see that address.`);
  }
  const traceId = randomUUID().replaceAll('-', '');
  const body = someBody();
  let answer: Answer;
  try {
    answer = await visit(`${address}/v1/webhooks/acc_self_test`, situation.clock, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', traceparent: `00-${traceId}-${traceId.slice(16)}-01` },
      body,
    });
  } catch (error) {
    return wrong(
      `A webhook of ${sizeBytes / 1_024} KB to ${address} is not answered: ${reasonOf(error)}.`,
      'Look at what stands in front of the api: it must let bodies of up to 1 MB through as they are, and answer within some seconds.',
    );
  }
  return judge(answer, address, traceId, body.length);
}

function judge(answer: Answer, address: string, traceId: string, sent: number): Finding {
  const { status, headers, body } = answer;
  const told = `${address} answers a webhook of ${sizeBytes / 1_024} KB with ${status}`;
  if (status === 413)
    return wrong(
      `${told}: too large.`,
      'Let the proxy take bodies of up to 1 MB (nginx: client_max_body_size 1m).',
    );
  if (status >= 300 && status < 400)
    return wrong(
      `${told}, to ${headers.get('location') ?? 'nowhere'}: platforms do not follow.`,
      'Let WEBHOOK_URL (or PUBLIC_URL) name the address that it leads to.',
    );
  const problem = Problem.safeParse(body);
  if (!problem.success)
    return wrong(
      `${told}, and that is not what this api says to it.`,
      'Look at what stands in front of the api: it must pass POST /v1/webhooks/… on, without a login or a check for browsers.',
    );
  if (problem.data.traceId !== traceId || headers.get('trace-id') !== traceId)
    return wrong(
      `${told}, but under another trace than the one sent: the traceparent header is taken off or replaced on the way.`,
      'Let the proxy pass headers on as they are.',
    );
  const received = headers.get('received-bytes');
  if (received === null)
    return unknown(
      `${told} as it should; how much of it arrived is not told (Received-Bytes is taken off, or the api is older).`,
    );
  if (Number(received) !== sent)
    return wrong(
      `Of a webhook of ${sent} bytes to ${address} arrived ${received}: signatures would not hold.`,
      'Let the proxy pass bodies on as they are, of up to 1 MB, unread.',
    );
  return fine(`A webhook of ${sizeBytes / 1_024} KB to ${address} arrives as it was sent.`);
}
