import { z } from 'zod';
import { states, type Message, type Permission, type Ticket, type User, type World } from './world.js';

/** A call as it arrived, after the caller was recognised. */
export interface Call {
  query: URLSearchParams;
  body: unknown;
  user: User;
  granted: ReadonlySet<Permission>;
}
export interface Answer {
  status: number;
  body: unknown;
}

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly words: string,
    readonly extra: object = {},
  ) {
    super(words);
  }
}

interface Route {
  method: string;
  path: RegExp;
  needs: Permission | ((body: unknown) => Permission) | null;
  handle(world: World, call: Call, parts: string[]): Answer;
}

const iso = (at: number) => new Date(at).toISOString();
const person = ({ id, name, email, type }: User) => ({ id, name, email, type });
export const shownTicket = (ticket: Ticket) => ({
  id: ticket.id,
  subject: ticket.subject,
  state: ticket.state,
  priority: ticket.priority,
  tags: ticket.tags,
  assignee: ticket.assignee && person(ticket.assignee),
  requester: person(ticket.requester),
  source: ticket.source,
  created_at: iso(ticket.createdAt),
  updated_at: iso(ticket.updatedAt),
  custom: { region: 'north' },
});
const shownMessage = ({ author, createdAt, ...message }: Message) => ({
  ...message,
  author: person(author),
  created_at: iso(createdAt),
});

/** A page of rows in the order of their times, which are all different; the cursor is the last time that was shown. */
function page<T>(
  rows: readonly T[],
  timeOf: (row: T) => number,
  query: URLSearchParams,
  show: (row: T) => object,
) {
  const limit = Math.min(100, Number(query.get('limit') ?? 25));
  const after = Number(atob(query.get('cursor') ?? btoa('0')));
  if (Number.isNaN(after)) throw new Refused(422, 'bad_cursor', 'This cursor is not known');
  const left = rows.filter((row) => timeOf(row) > after).toSorted((a, b) => timeOf(a) - timeOf(b));
  const shown = left.slice(0, limit);
  const last = shown.at(-1);
  const next = last !== undefined && left.length > limit ? btoa(String(timeOf(last))) : null;
  return { status: 200, body: { data: shown.map(show), meta: { next_cursor: next } } };
}

function find(world: World, id: string | undefined): Ticket {
  const ticket = world.tickets.get(/^\d+$/.test(id ?? '') ? Number(id) : Number.NaN);
  if (!ticket) throw new Refused(404, 'not_found', 'There is no such ticket');
  return ticket;
}

function changeable(world: World, id: string | undefined): Ticket {
  const ticket = find(world, id);
  if (ticket.state === 'archived')
    throw new Refused(422, 'ticket_archived', 'An archived ticket takes no change');
  return ticket;
}

function valid<T>(shape: z.ZodType<T>, body: unknown): T {
  const read = shape.safeParse(body);
  if (read.success) return read.data;
  throw new Refused(422, 'invalid', `Please check ${read.error.issues[0]?.path.join('.') ?? 'the body'}`);
}

const NewMessage = z
  .strictObject({
    text: z.string().optional(),
    html: z.string().optional(),
    visibility: z.enum(['public', 'internal']),
    metadata: z.record(z.string(), z.unknown()).default({}),
  })
  .refine(({ text, html }) => Boolean(text ?? html), { path: ['text'] });
const Change = z.strictObject({
  state: z.enum(states).optional(),
  assignee_id: z.coerce.number().nullable().optional(),
});
const NewTags = z.strictObject({ tags: z.array(z.string().min(1)) });

export const routes: Route[] = [
  {
    method: 'GET',
    path: /^\/me$/,
    needs: null,
    handle: (_world, { user, granted }) => ({ status: 200, body: { user, permissions: [...granted] } }),
  },
  {
    method: 'GET',
    path: /^\/tickets$/,
    needs: 'tickets.read',
    handle(world, { query }) {
      const since = Date.parse(query.get('updated_since') ?? '1970-01-01T00:00:00Z');
      if (Number.isNaN(since)) throw new Refused(422, 'invalid', 'Please check updated_since');
      const changed = [...world.tickets.values()].filter(({ updatedAt }) => updatedAt >= since);
      return page(changed, ({ updatedAt }) => updatedAt, query, shownTicket);
    },
  },
  {
    method: 'GET',
    path: /^\/tickets\/([^/]+)$/,
    needs: 'tickets.read',
    handle: (world, _call, [id]) => ({ status: 200, body: { data: shownTicket(find(world, id)) } }),
  },
  {
    method: 'GET',
    path: /^\/tickets\/([^/]+)\/messages$/,
    needs: 'tickets.read',
    handle: (world, { query }, [id]) =>
      page(find(world, id).messages, ({ createdAt }) => createdAt, query, shownMessage),
  },
  {
    method: 'POST',
    path: /^\/tickets\/([^/]+)\/messages$/,
    needs: 'messages.write',
    handle(world, { body, user }, [id]) {
      const ticket = changeable(world, id);
      const { html, text, ...said } = valid(NewMessage, body);
      const plain = text ?? html?.replace(/<[^>]+>/g, '') ?? '';
      const written = world.write(ticket, { ...said, author: user, text: plain, html: html ?? null });
      return { status: 201, body: { data: shownMessage(written) } };
    },
  },
  {
    method: 'PATCH',
    path: /^\/tickets\/([^/]+)$/,
    needs: (body) =>
      Object.hasOwn(Object(body) as object, 'assignee_id') ? 'tickets.assign' : 'tickets.state',
    handle(world, { body }, [id]) {
      const ticket = changeable(world, id);
      const { state, assignee_id: assigneeId } = valid(Change, body);
      const assignee = world.users.find((user) => user.id === assigneeId && user.type === 'agent') ?? null;
      if (typeof assigneeId === 'number' && !assignee)
        throw new Refused(422, 'unknown_agent', 'No such agent');
      if (assigneeId !== undefined) ticket.assignee = assignee;
      if (state !== undefined) ticket.state = state;
      world.touch(ticket);
      return { status: 200, body: { data: shownTicket(ticket) } };
    },
  },
  {
    method: 'POST',
    path: /^\/tickets\/([^/]+)\/tags$/,
    needs: 'tickets.tag',
    handle(world, { body }, [id]) {
      const ticket = changeable(world, id);
      ticket.tags = [...new Set([...ticket.tags, ...valid(NewTags, body).tags])];
      world.touch(ticket);
      return { status: 200, body: { data: ticket.tags } };
    },
  },
  {
    method: 'DELETE',
    path: /^\/tickets\/([^/]+)\/tags\/([^/]+)$/,
    needs: 'tickets.tag',
    handle(world, _call, [id, tag]) {
      const ticket = changeable(world, id);
      ticket.tags = ticket.tags.filter((one) => one !== tag);
      world.touch(ticket);
      return { status: 204, body: undefined };
    },
  },
];
