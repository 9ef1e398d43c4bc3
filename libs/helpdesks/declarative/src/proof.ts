import type { Receipt, Send, Step, WriteMark } from '@nightdesk/helpdesks/contract';
import type { Platform } from './calls.js';
import { messageOf, ticketOf } from './mapping.js';
import { markFor } from './mark.js';
import { plainText, words } from './plain.js';
import { conversationRows, ticketRow } from './reads.js';
import type { Row } from './row.js';
import { statusWord } from './writes.js';

type Saying = Extract<Step, { kind: 'reply' | 'note' }>;
type Setting = Exclude<Step, Saying>;
const isSaying = (step: Step): step is Saying => step.kind === 'reply' || step.kind === 'note';

/** Clocks differ. A message from before `since`, less this, is not ours. */
const skewMs = 60_000;

/** `mark` where a message carries our operation id, so that one look tells exactly. */
export const proofOf = ({ declared }: Platform): 'mark' | 'content' =>
  declared.conversation.fields.operationId === undefined ? 'content' : 'mark';

/** The conversation for what was said, the ticket itself for what was set. */
export async function findApplied(
  platform: Platform,
  send: Send,
  ticketId: string,
  group: readonly Step[],
  mark: WriteMark,
): Promise<Receipt | null> {
  const receipt: Receipt = { requestId: undefined, remoteIds: [] };
  const said = group.filter(isSaying);
  const rows = said.length > 0 ? await conversationRows(platform, send, ticketId) : [];
  for (const step of said) {
    const found =
      proofOf(platform) === 'mark'
        ? byMark(platform, rows, step, mark)
        : byContent(platform, rows, step, mark);
    if (!found[0]) return null;
    receipt.remoteIds.push(found[0]);
    if (found.length > 1) receipt.candidates = [...(receipt.candidates ?? []), ...found];
  }
  const set = group.filter((step): step is Setting => !isSaying(step));
  if (set.length === 0) return receipt;
  const { item } = await ticketRow(platform, send, ticketId);
  receipt.requestId = item.response.requestId;
  return set.every((step) => isSet(platform, item, step)) ? receipt : null;
}

function byMark({ declared }: Platform, rows: readonly Row[], step: Saying, mark: WriteMark): string[] {
  const { id, operationId } = declared.conversation.fields;
  const wanted = markFor(mark.operationId, step);
  const ours = rows.find((row) => row.maybeWord(operationId, 'conversation.fields.operationId') === wanted);
  return ours ? [ours.id(id, 'conversation.fields.id')] : [];
}

/** Messages that may be ours: of our user, of this kind, since the first attempt, with the same words. */
function byContent(platform: Platform, rows: readonly Row[], step: Saying, mark: WriteMark): string[] {
  const text = words(step.bodyHtml === undefined ? step.body : plainText(step.bodyHtml));
  const oldest = mark.since.getTime() - skewMs;
  return rows
    .map((row) => messageOf(platform, row, null))
    .filter(
      ({ author, body, createdAt, id, kind }) =>
        kind === step.kind &&
        (mark.authorId === null || author.id === mark.authorId) &&
        createdAt.getTime() >= oldest &&
        words(body) === text &&
        !mark.taken.includes(id),
    )
    .map(({ id }) => id);
}

/** Nothing here carries a mark, and nothing needs one: what counts is that the ticket has it. */
function isSet(platform: Platform, item: Row, step: Setting): boolean {
  const ticket = ticketOf(platform, item);
  switch (step.kind) {
    case 'status':
      return ticket.platformStatus === String(statusWord(platform.declared, step.status));
    case 'assignee':
      return ticket.assigneeId === step.assigneeId;
    case 'addTags':
    case 'removeTags': {
      const present = new Set(ticket.tags.map((tag) => tag.toLowerCase()));
      return step.tags.every((tag) => present.has(tag.toLowerCase()) === (step.kind === 'addTags'));
    }
  }
}
