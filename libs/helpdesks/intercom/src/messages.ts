import type { Receipt, Step } from '@nightdesk/helpdesks/contract';
import { call, targetPath } from './calls.js';
import { ConversationRow, PartRow } from './shapes.js';
import { gist, toHtml } from './text.js';
import type { Writing } from './writes.js';

export type MessageStep = Extract<Step, { kind: 'reply' | 'note' }>;

const htmlOf = (step: MessageStep) => step.bodyHtml ?? toHtml(step.body);
const partType = { reply: 'comment', note: 'note' } as const;

/** Posts once; there is no key that would make a repeat harmless. */
export async function say({ send, target, adminId }: Writing, step: MessageStep): Promise<Receipt> {
  const request = {
    method: 'POST',
    ...targetPath(target, '/reply'),
    body: {
      message_type: partType[step.kind],
      type: 'admin',
      admin_id: adminId,
      body: htmlOf(step),
    },
  } as const;
  if (target.kind === 'ticket') {
    const { body, response } = await call(send, request, PartRow);
    return { requestId: response.requestId, remoteIds: [String(body.id)] };
  }
  const { body, response } = await call(send, request, ConversationRow);
  const theirs = newestFirst(body.conversation_parts?.conversation_parts ?? []).filter(
    (part) => part.part_type === partType[step.kind] && isBy(part, adminId),
  );
  // Accepted is accepted: where Intercom changed the text beyond recognition, the newest is the one that we just made.
  const ours = theirs.find((part) => says(part, step)) ?? theirs[0];
  return { requestId: response.requestId, remoteIds: ours ? [String(ours.id)] : [] };
}

/** Clocks differ, and parts show whole seconds. Wider, and an older message of the same text would be taken for this one. */
const skewMs = 60_000;

/**
 * The parts of a thread that may be this message: by our admin, of the kind that was sent, not before it was first sent,
 * with the same words, and not known to be another operation's. Parts that came through the API come before those that a
 * person wrote as the same admin; whether Intercom marks them for every app is not sure, so the mark is not demanded.
 */
export function sightings(
  parts: readonly PartRow[],
  step: MessageStep,
  mark: { adminId: string; since: Date; taken: readonly string[] },
): string[] {
  const fitting = newestFirst(parts).filter(
    (part) =>
      part.part_type === partType[step.kind] &&
      isBy(part, mark.adminId) &&
      part.created_at * 1000 >= mark.since.getTime() - skewMs &&
      !mark.taken.includes(String(part.id)) &&
      says(part, step),
  );
  const byApi = fitting.filter(({ app_package_code }) => !!app_package_code);
  return (byApi.length > 0 ? byApi : fitting).map(({ id }) => String(id));
}

const isBy = ({ author }: PartRow, adminId: string) =>
  author?.type === 'admin' && String(author.id) === adminId;
const says = (part: PartRow, step: MessageStep) => gist(part.body ?? '') === gist(htmlOf(step));
const newestFirst = (parts: readonly PartRow[]) =>
  parts.toSorted((a, b) => b.created_at - a.created_at || Number(b.id) - Number(a.id));
