import type { FastifyRequest } from 'fastify';
import type { ProblemDetails } from './problem.js';

export const unstorable: ProblemDetails = {
  status: 400,
  title: 'Text not storable',
  detail:
    'A text has the character U+0000 or half of a surrogate pair, which cannot be stored. Leave it out.',
};

/** How JSON and forms write such a character; whether it is one tells the text that was read from it. */
const suspicious = /\\u0000|\\ud[89a-f]|%00/i;

/** Whether a text of the request could not go into Postgres. A webhook's body is its platform's adapter's to read. */
export function isUnstorable(request: FastifyRequest & { rawBody?: Buffer }): boolean {
  if (request.url.includes('%00')) return true;
  const { rawBody, url, body } = request;
  if (rawBody === undefined || url.startsWith('/v1/webhooks/')) return false;
  return suspicious.test(rawBody.toString()) && !isStorable(body);
}

/** Not by calling itself: a mebibyte of brackets would end the stack. */
function isStorable(body: unknown): boolean {
  const open = [body];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === 'string' && (value.includes('\u0000') || !value.isWellFormed())) return false;
    if (typeof value !== 'object' || value === null) continue;
    for (const part of Object.entries(value)) open.push(...part);
  }
  return true;
}
