import { createHash } from 'node:crypto';
import {
  HelpdeskError,
  type Receipt,
  type Send,
  type Step,
  type WriteMark,
} from '@nightdesk/helpdesks/contract';
import { call, pages, ticketPath } from './calls.js';
import { operationKey, operationOf, partKey, zendeskStatus } from './mapping.js';
import { AuditList, TicketAnswer, UpdateAnswer, type AuditRow } from './shapes.js';

type TagStep = Extract<Step, { kind: 'addTags' | 'removeTags' }>;
const isTagStep = (step: Step): step is TagStep => step.kind === 'addTags' || step.kind === 'removeTags';

/**
 * Tags go first, each run of adds or removes in one call of its own: setting `tags` with the update would overwrite
 * what others set. They go before the update because a ticket that it closes refuses later tags, and because business
 * triggers that run on the reply may look at the tags. Then one update carries comment, assignee and status. Every
 * further comment needs an update of its own, before the last one, so that the status follows what was said.
 */
export function plan(steps: readonly Step[]): Step[][] {
  const tagCalls: TagStep[][] = [];
  for (const step of steps.filter(isTagStep)) {
    const last = tagCalls.at(-1);
    if (last?.[0]?.kind === step.kind) last.push(step);
    else tagCalls.push([step]);
  }
  const columns = [
    steps.filter((step) => step.kind === 'reply' || step.kind === 'note'),
    steps.filter((step) => step.kind === 'assignee'),
    steps.filter((step) => step.kind === 'status'),
  ];
  const height = Math.max(...columns.map((column) => column.length));
  const updates = Array.from({ length: height }, (_, row) =>
    columns.flatMap((column) => column[row - height + column.length] ?? []),
  );
  return [...tagCalls, ...updates];
}

export async function apply(
  send: Send,
  ticketId: string,
  group: readonly Step[],
  mark: WriteMark,
): Promise<Receipt> {
  const tagSteps = group.filter(isTagStep);
  const [first] = tagSteps;
  if (first) {
    // PUT adds and DELETE removes; POST would replace all. Both may be repeated without harm.
    const method = first.kind === 'addTags' ? 'PUT' : 'DELETE';
    const tags = tagSteps.flatMap((step) => step.tags);
    const response = await send({
      method,
      ...ticketPath(ticketId, '/tags'),
      // The endpoint for tags takes the word, the one for tickets the value.
      body: { tags, ...(mark.seen && { safe_update: 'true', updated_stamp: stamp(mark.seen) }) },
      repeatable: true,
    });
    return { requestId: response.requestId, remoteIds: [] };
  }
  const metadata = { [operationKey]: mark.operationId, [partKey]: fingerprint(group) };
  const lock = mark.seen && { safe_update: true, updated_stamp: stamp(mark.seen) };
  const ticket = Object.assign({ metadata }, lock, ...group.map(fieldsOf)) as Record<string, unknown>;
  const { body, response } = await call(
    send,
    { method: 'PUT', ...ticketPath(ticketId), body: { ticket } },
    UpdateAnswer,
  );
  return { requestId: response.requestId, remoteIds: body.audit ? remoteIds(body.audit) : [] };
}

/** In whole seconds, as Zendesk shows them. Left out altogether, there is no lock; false would be one. */
const stamp = (seen: Date) => `${seen.toISOString().slice(0, 19)}Z`;

function fieldsOf(step: Step): Record<string, unknown> {
  switch (step.kind) {
    case 'reply':
    case 'note': {
      // `public` is always said: left out, it follows the first comment, and a note could reach the customer
      const text = step.bodyHtml === undefined ? { body: step.body } : { html_body: step.bodyHtml };
      return { comment: { ...text, public: step.kind === 'reply' } };
    }
    case 'status':
      return { status: zendeskStatus(step.status) };
    case 'assignee':
      return { assignee_id: step.assigneeId === null ? null : agentId(step.assigneeId) };
    case 'addTags':
    case 'removeTags':
      return {};
  }
}

function agentId(id: string): number {
  if (/^\d{1,15}$/.test(id)) return Number(id);
  throw new HelpdeskError('invalid', 'the assignee is not known: Zendesk agent ids are numbers');
}

/** Clocks differ, and audits show whole seconds. */
const skewMs = 5 * 60_000;

/** Audits for what an update carries, newest first (one call in most cases); the ticket itself for tags. */
export async function findApplied(
  send: Send,
  ticketId: string,
  group: readonly Step[],
  mark: WriteMark,
): Promise<Receipt | null> {
  const tagSteps = group.filter(isTagStep);
  if (tagSteps.length > 0) return tagsApplied(send, ticketId, tagSteps);
  const part = fingerprint(group);
  const oldest = mark.since.getTime() - skewMs;
  const wanted = {
    method: 'GET',
    ...ticketPath(ticketId, '/audits'),
    query: { sort: '-created_at' },
  } as const;
  for await (const page of pages(send, wanted, AuditList)) {
    const ours = page.audits.find(
      (audit) => operationOf(audit) === mark.operationId && audit.metadata?.custom?.[partKey] === part,
    );
    if (ours) return { requestId: undefined, remoteIds: remoteIds(ours) };
    const last = page.audits.at(-1)?.created_at;
    if (last && Date.parse(last) < oldest) return null;
  }
  return null;
}

/** Tags carry no mark of ours; what counts is that the ticket has them, or has them no more. */
async function tagsApplied(send: Send, ticketId: string, steps: readonly TagStep[]): Promise<Receipt | null> {
  const { body, response } = await call(send, { method: 'GET', ...ticketPath(ticketId) }, TicketAnswer);
  const present = new Set((body.ticket.tags ?? []).map((tag) => tag.toLowerCase()));
  const applied = steps.every((step) =>
    step.tags.flatMap(asStored).every((tag) => present.has(tag) === (step.kind === 'addTags')),
  );
  return applied ? { requestId: response.requestId, remoteIds: [] } : null;
}

/** Zendesk keeps tags in lower case and makes several of one with spaces. */
const asStored = (tag: string) =>
  tag
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);

function remoteIds(audit: AuditRow): string[] {
  const comments = (audit.events ?? []).flatMap(({ type, id }) =>
    type === 'Comment' && id ? String(id) : [],
  );
  return [String(audit.id), ...comments];
}

/**
 * Tells the updates of one operation apart. Made from what is sent and not from the steps as they came: steps that were
 * stored and read again may have their fields in another order. Two equal updates in one operation are not told apart.
 */
function fingerprint(group: readonly Step[]): string {
  return createHash('sha256')
    .update(JSON.stringify(group.map(fieldsOf)))
    .digest('hex')
    .slice(0, 16);
}
