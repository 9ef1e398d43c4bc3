import {
  HelpdeskError,
  type PlatformRequest,
  type Receipt,
  type Send,
  type Step,
  type WriteMark,
} from '@nightdesk/helpdesks/contract';
import { ask, requestFor, type Platform } from './calls.js';
import { digest, markFor } from './mark.js';
import { asHtml, plainText } from './plain.js';
import type { WriteCall } from './schema/parts.js';
import { placeholdersIn, type Placeholder, type Values } from './template.js';

/** What is said first, the status last: a ticket that it closes may refuse all else. */
const turn: Readonly<Record<Step['kind'], number>> = {
  reply: 0,
  note: 0,
  addTags: 1,
  removeTags: 1,
  assignee: 2,
  status: 3,
};

/** Each step is a group of its own. */
export function plan(steps: readonly Step[]): Step[][] {
  return steps.toSorted((one, other) => turn[one.kind] - turn[other.kind]).map((step) => [step]);
}

export async function apply(
  platform: Platform,
  send: Send,
  ticketId: string,
  group: readonly Step[],
  mark: WriteMark,
): Promise<Receipt> {
  const receipt: Receipt = { requestId: undefined, remoteIds: [] };
  for (const step of group) {
    const call = callFor(platform, step);
    for (const values of valuesFor(platform, call, step, mark)) {
      const answer = await ask(platform, send, writeFor(platform, call, { ticketId, ...values }, mark));
      receipt.requestId = answer.response.requestId;
      if (call.remoteId !== undefined)
        receipt.remoteIds.push(answer.id(call.remoteId, `write.${step.kind}.remoteId`));
    }
  }
  return receipt;
}

function callFor({ declared, file }: Platform, step: Step): WriteCall {
  const call = declared.write[step.kind];
  if (call) return call;
  throw new HelpdeskError(
    'invalid',
    `${declared.title} has no call for ${step.kind}: ${file} describes none`,
  );
}

/** The calls that a step needs, as what stands for their placeholders. */
function valuesFor({ declared }: Platform, call: WriteCall, step: Step, mark: WriteMark): Values[] {
  const uses = (name: Placeholder) => placeholdersIn(call).some((one) => one.name === name);
  const { operationId, authorId } = mark;
  const always = {
    operationId,
    ...(authorId !== null && uses('authorId') && { authorId: idFor(declared, authorId) }),
  };
  switch (step.kind) {
    case 'reply':
    case 'note': {
      const said = { ...always, operationId: markFor(operationId, step) };
      if (step.bodyHtml === undefined)
        return [{ ...said, text: step.body, ...(!uses('text') && { html: asHtml(step.body) }) }];
      return [{ ...said, text: plainText(step.bodyHtml), html: step.bodyHtml }];
    }
    case 'status':
      return [{ ...always, status: statusWord(declared, step.status) }];
    case 'assignee':
      return [{ ...always, assigneeId: step.assigneeId === null ? null : idFor(declared, step.assigneeId) }];
    case 'addTags':
    case 'removeTags':
      if (uses('tag')) return step.tags.map((tag) => ({ ...always, tag }));
      return step.tags.length > 0 ? [{ ...always, tags: step.tags }] : [];
  }
}

/** An agent's id as the platform wants it. */
function idFor({ idFormat, title }: Platform['declared'], id: string): string | number {
  if (idFormat === 'text') return id;
  if (/^\d{1,15}$/.test(id)) return Number(id);
  throw new HelpdeskError('invalid', `the agent is not known: ${title} has numbers for ids`);
}

/** The platform's word for a status. */
export function statusWord(
  { statuses, title }: Platform['declared'],
  status: Extract<Step, { kind: 'status' }>['status'],
): string | number | boolean {
  const word = statuses.write[status];
  if (word !== undefined) return word;
  throw new HelpdeskError('invalid', `${title} has no status ${status} that could be set`);
}

/** The idempotency key is the content's: what is sent again carries the same, and every other call another. */
function writeFor(platform: Platform, call: WriteCall, values: Values, mark: WriteMark): PlatformRequest {
  const request = requestFor(platform, call, values);
  const { idempotencyHeader } = platform.declared;
  if (idempotencyHeader === undefined) return request;
  const { method, path, query, body } = request;
  const key = `${mark.operationId}:${digest([method, path, query ?? null, body ?? null])}`;
  return { ...request, headers: { ...request.headers, [idempotencyHeader]: key } };
}
