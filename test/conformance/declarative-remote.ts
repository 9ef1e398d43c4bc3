import type { Capability } from '@nightdesk/helpdesks/contract';
import type { Call, Remote, Traits } from '@nightdesk/helpdesks/contract/testing';
import { shownTicket } from '../support/example-desk/api.js';
import { permissions, type Permission, type Ticket, type User } from '../support/example-desk/world.js';
import type { ExampleDesk } from '../support/example-desk.js';

export const exampleDeskTraits: Traits = {
  namesScopes: true,
  verdicts: { admin: 'granted', readOnly: 'missing' },
  tellsSuspension: true,
  closedIsFinal: true,
  requestIds: 'everywhere',
  statesLimits: true,
  retryAfter: true,
  namesPeople: true,
  tellsRoles: true,
  opensWithNote: true,
  announces: [],
};

const callOf: Record<Call, { methods: string[]; path: RegExp }> = {
  'read ticket': { methods: ['GET'], path: /^\/tickets\/[^/]+$/ },
  'update ticket': { methods: ['POST'], path: /^\/tickets\/[^/]+\/messages$/ },
  'tag ticket': { methods: ['POST', 'DELETE'], path: /^\/tickets\/[^/]+\/tags/ },
};

const needed: Record<Capability, Permission> = {
  'tickets:read': 'tickets.read',
  'replies:write': 'messages.write',
  'status:write': 'tickets.state',
  'tags:write': 'tickets.tag',
  'assignee:write': 'tickets.assign',
};

/** A fresh site of Example Desk, as its people see it. */
export function exampleDeskRemote(desk: ExampleDesk): Remote {
  desk.reset({ limit: 400 });
  const { world } = desk;
  const { admin, agent, customer } = world;
  const key = (user: User, granted: readonly Permission[]) =>
    ({ kind: 'api_key', key: world.newKey(user, granted) }) as const;
  const credentials = {
    admin: key(admin, permissions),
    agent: key(agent, permissions),
    key: null,
    readOnly: key(admin, ['tickets.read']),
    withoutTickets: key(admin, []),
    wrong: { kind: 'api_key', key: 'wrong' } as const,
  };
  const ticket = (ticketId: string): Ticket => {
    const found = world.tickets.get(Number(ticketId));
    if (!found) throw new Error(`Example Desk has no ticket ${ticketId}`);
    return found;
  };
  const texts = (ticketId: string, visibility: 'public' | 'internal') =>
    ticket(ticketId)
      .messages.filter((message) => message.visibility === visibility)
      .map(({ text }) => text);
  const opens = (subject: string, author: User, text: string, visibility: 'public' | 'internal') => {
    const opened = world.open(subject);
    world.write(opened, { author, text, visibility });
    return String(opened.id);
  };

  return {
    baseUrl: desk.url,
    traits: exampleDeskTraits,
    agentId: String(admin.id),
    otherAgentId: String(agent.id),
    credentials,
    statedLimits: { account: 400 },
    oauth: null,
    webhooks: null,

    customerOpens: async (subject, message) => opens(subject, customer, message, 'public'),
    agentOpensWithNote: async (subject, note) => opens(subject, agent, note, 'internal'),
    customerReplies: async (ticketId, text) =>
      void world.write(ticket(ticketId), { author: customer, text, visibility: 'public' }),
    agentWrites: async (ticketId, text, visibility) =>
      void world.write(ticket(ticketId), {
        author: agent,
        text,
        visibility: visibility === 'public' ? 'public' : 'internal',
      }),
    async setTags(ticketId, tags) {
      ticket(ticketId).tags = tags;
      world.touch(ticket(ticketId));
    },
    async closeTicket(ticketId) {
      ticket(ticketId).state = 'archived';
    },
    async suspendAdmin() {
      admin.state = 'suspended';
    },
    async takeAway(capability) {
      world.keys.get(credentials.admin.key)?.permissions.delete(needed[capability]);
    },
    settle: () => Promise.resolve(),

    visibleToCustomer: async (ticketId) => texts(ticketId, 'public'),
    hiddenFromCustomer: async (ticketId) => texts(ticketId, 'internal'),
    tagsOf: async (ticketId) => ticket(ticketId).tags,
    rawTicket: async (ticketId) =>
      JSON.parse(JSON.stringify(shownTicket(ticket(ticketId)))) as Record<string, unknown>,

    spoil: (call, how, retryAfter) => desk.fail(callOf[call], how, retryAfter),
    foreignUse: (calls) => desk.use(calls),
  };
}
