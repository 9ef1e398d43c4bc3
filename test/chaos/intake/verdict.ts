import type { Event } from '@nightdesk/contract';

/** What a ticket shows at its site in the end, in the words of events. */
export interface History {
  ticketId: string;
  /** In the order of the conversation; every text is there once. */
  messages: { text: string; isPublic: boolean }[];
  status: string;
  tags: string[];
  assigneeId: string | null;
}

export const problemKinds = ['lost', 'doubled', 'disordered', 'wrong'] as const;
export interface Problem {
  kind: (typeof problemKinds)[number];
  ticketId: string;
  what: string;
}

/** Platforms wrap texts in their own ways and have ids of their own for first messages; what stands between bars is ours. */
const nameOf = (text: string) => /\|[^|]+\|/.exec(text)?.[0] ?? text.trim();
const messageOf = ({ data }: Event) => {
  const message = data['message'] as { body: string } | null | undefined;
  return message ? nameOf(message.body) : null;
};

/**
 * Compares what happened to a ticket with what the automation was told, by event id (a repeat under the same id is one
 * telling), in the order in which it was first told.
 */
export function judge(history: History, told: readonly Event[]): Problem[] {
  const { ticketId } = history;
  const messages = history.messages.map(({ text, isPublic }) => ({ id: nameOf(text), isPublic }));
  const problem = (kind: Problem['kind'], what: string): Problem => ({ kind, ticketId, what });
  const created = told.filter(({ type }) => type === 'ticket.created').length;
  const spoken = told.flatMap((event) => messageOf(event) ?? []);
  const count = (id: string) => spoken.filter((one) => one === id).length;
  const known = new Map(messages.map(({ id }, at) => [id, at]));
  const places = spoken.flatMap((id) => known.get(id) ?? []);
  const kinds = new Map(told.flatMap((event) => [[messageOf(event) ?? '', event.type] as const]));
  return [
    ...(created === 0 ? [problem('lost', 'ticket.created')] : []),
    ...(created > 1 ? [problem('doubled', `ticket.created, ${created} times`)] : []),
    ...messages.filter(({ id }) => count(id) === 0).map(({ id }) => problem('lost', `message ${id}`)),
    ...messages.filter(({ id }) => count(id) > 1).map(({ id }) => problem('doubled', `message ${id}`)),
    ...spoken.filter((id) => !known.has(id)).map((id) => problem('wrong', `message ${id} is not there`)),
    ...messages
      .filter(({ id, isPublic }) => kinds.get(id) === (isPublic ? 'note.added' : 'reply.added'))
      .map(({ id }) => problem('wrong', `message ${id} was told as ${kinds.get(id)}`)),
    ...(places.some((place, at) => at > 0 && place < (places[at - 1] ?? 0))
      ? [problem('disordered', `messages ${spoken.join(', ')}`)]
      : []),
    ...(created > 0 && told[0]?.type !== 'ticket.created'
      ? [problem('disordered', `${told[0]?.type} before ticket.created`)]
      : []),
    ...chain(told, 'status', history.status).map(([kind, what]) => problem(kind, what)),
    ...chain(told, 'tags', history.tags.toSorted()).map(([kind, what]) => problem(kind, what)),
    ...chain(told, 'assigneeId', history.assigneeId).map(([kind, what]) => problem(kind, what)),
  ];
}

const changeOf = { status: 'status.changed', tags: 'tags.changed', assigneeId: 'assignee.changed' } as const;

/** Each change begins where the one before it ended, and the last one ends at what is there. */
function chain(
  told: readonly Event[],
  field: keyof typeof changeOf,
  last: unknown,
): [Problem['kind'], string][] {
  const created = told.find(({ type }) => type === 'ticket.created')?.data['ticket'];
  if (!created) return [];
  const sorted = (value: unknown) => (Array.isArray(value) ? value.map(String).toSorted() : value);
  const same = (one: unknown, other: unknown) =>
    JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
  const changes = told.filter(({ type }) => type === changeOf[field]).map(({ data }) => data);
  const path = [(created as Record<string, unknown>)[field], ...changes.map(({ current }) => current)];
  const isBroken = changes.some(({ previous }, at) => !same(previous, path[at]));
  const end = path.at(-1);
  return [
    ...(isBroken
      ? [['disordered', `${field}: ${JSON.stringify(changes)}`] as [Problem['kind'], string]]
      : []),
    ...(same(end, last)
      ? []
      : [
          ['lost', `${field}: told ${JSON.stringify(end)}, is ${JSON.stringify(last)}`] as [
            Problem['kind'],
            string,
          ],
        ]),
  ];
}
