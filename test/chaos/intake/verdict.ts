import type { Event } from '@nightdesk/contract';

/** What a ticket shows at its site in the end. */
export interface History {
  site: string;
  ticketId: string;
  messages: { id: string; isPublic: boolean }[];
  status: string;
  tags: string[];
}

export const problemKinds = ['lost', 'doubled', 'disordered', 'wrong'] as const;
export interface Problem {
  kind: (typeof problemKinds)[number];
  ticketId: string;
  what: string;
}

const messageOf = ({ data }: Event) => (data['message'] as { id: string } | null | undefined)?.id ?? null;

/**
 * Compares what happened to a ticket with what the automation was told, by event id (a repeat under the same id is one
 * telling), in the order in which it was first told.
 */
export function judge(history: History, told: readonly Event[]): Problem[] {
  const { ticketId, messages } = history;
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
  ];
}

/** Each change begins where the one before it ended, and the last one ends at what is there. */
function chain(told: readonly Event[], field: 'status' | 'tags', last: unknown): [Problem['kind'], string][] {
  const created = told.find(({ type }) => type === 'ticket.created')?.data['ticket'];
  if (!created) return [];
  const sorted = (value: unknown) => (Array.isArray(value) ? value.map(String).toSorted() : value);
  const same = (one: unknown, other: unknown) =>
    JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
  const changes = told.filter(({ type }) => type === `${field}.changed`).map(({ data }) => data);
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
