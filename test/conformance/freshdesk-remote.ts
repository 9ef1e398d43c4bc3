import type { Capability } from '@nightdesk/helpdesks/contract';
import type { Call, Remote, RemoteWebhooks, Traits } from '@nightdesk/helpdesks/contract/testing';
import { FreshdeskAdapter } from '@nightdesk/helpdesks/freshdesk';
import { z } from 'zod';
import type { FreshdeskControl } from '../../apps/sandbox/src/freshdesk/control/control.js';
import { usualRoles } from '../../apps/sandbox/src/freshdesk/new-site.js';
import type { Permission } from '../../apps/sandbox/src/freshdesk/types.js';
import type { Sandbox } from '../../apps/sandbox/src/sandbox.js';

export const freshdeskTraits: Traits = {
  namesScopes: false,
  verdicts: { admin: 'unknown', readOnly: 'unknown' },
  tellsSuspension: false,
  closedIsFinal: false,
  requestIds: 'everywhere',
  statesLimits: true,
  retryAfter: true,
  namesPeople: false,
  tellsRoles: true,
  opensWithNote: false,
  announces: ['reply', 'note', 'status', 'addTags', 'removeTags', 'assignee'],
};

const routeOf: Record<Call, { method: 'GET' | 'POST' | 'PUT'; route: string }> = {
  'read ticket': { method: 'GET', route: '/api/v2/tickets/:id' },
  'update ticket': { method: 'POST', route: '/api/v2/tickets/:id/reply' },
  'tag ticket': { method: 'PUT', route: '/api/v2/tickets/:id' },
};
const permissionsFor: Record<Capability, Permission[]> = {
  'tickets:read': ['view tickets'],
  'replies:write': ['send reply', 'add note'],
  'status:write': ['edit ticket properties'],
  'tags:write': ['edit ticket properties'],
  'assignee:write': ['assign'],
};
const person = (name: string, role: string) => ({ name, email: `${name.toLowerCase()}@site.example`, role });

/** A fresh Freshdesk site of the sandbox; what an earlier test left behind is gone. */
export async function freshdeskRemote(
  sandbox: Sandbox,
  settings: Partial<Parameters<Sandbox['control']['addFreshdeskSite']>[0]> = {},
): Promise<Remote> {
  await sandbox.control.reset();
  const site = sandbox.control.addFreshdeskSite({
    domain: 'fresh',
    plan: 'Pro',
    roles: [
      ...usualRoles.map((role) => ({ ...role, permissions: [...role.permissions] })),
      { name: 'Reader', permissions: ['view tickets', 'view contacts'] },
      { name: 'Outsider', permissions: [] },
    ],
    agents: [
      person('Admin', 'Account Administrator'),
      person('Agent', 'Agent'),
      person('Reader', 'Reader'),
      person('Outsider', 'Outsider'),
    ],
    ...settings,
  });
  const desk = sandbox.control.freshdesk('fresh');
  const agentOf = (role: string) => {
    const found = site.agents.find((agent) => agent.role === role);
    if (!found) throw new Error(`the sandbox made a site without the role ${role}`);
    return found;
  };
  const admin = agentOf('Account Administrator');
  const agent = agentOf('Agent');
  const key = (role: string) => ({ kind: 'api_key', key: agentOf(role).apiKey }) as const;
  const said = (ticketId: string) => desk.ticket(Number(ticketId));
  const acts = (
    ticketId: string,
    act: { message?: string; isPublic?: boolean; status?: string; tags?: string[] },
  ) => desk.agentActs(Number(ticketId), { agentId: String(agent.id), ...act });

  return {
    baseUrl: site.url,
    traits: freshdeskTraits,
    agentId: String(admin.id),
    otherAgentId: String(agent.id),
    credentials: {
      admin: key('Account Administrator'),
      agent: key('Agent'),
      key: null,
      readOnly: key('Reader'),
      withoutTickets: key('Outsider'),
      wrong: { kind: 'api_key', key: 'wrong' },
    },
    statedLimits: { account: 400, 'ticket-update': 160, 'ticket-list': 100 },
    oauth: null,

    customerOpens: async (subject, message) => desk.desk.customerOpens(subject, message),
    agentOpensWithNote: null,
    customerReplies: async (ticketId, message) => void desk.desk.customerReplies(ticketId, message),
    agentWrites: async (ticketId, message, visibility) =>
      acts(ticketId, { message, isPublic: visibility === 'public' }),
    setTags: async (ticketId, tags) => acts(ticketId, { tags }),
    closeTicket: async (ticketId) => acts(ticketId, { status: 'Closed' }),
    suspendAdmin: async () => desk.changeAgent(admin.id, { deactivated: true }),
    takeAway: async (capability) => {
      for (const permission of permissionsFor[capability]) desk.setPermission(admin.id, permission, false);
    },
    settle: () => Promise.resolve(),

    visibleToCustomer: async (ticketId) => {
      const { ticket, conversations } = said(ticketId);
      const replies = conversations.filter((conversation) => !conversation.private);
      return [ticket.description_text, ...replies.map(({ body_text }) => body_text)];
    },
    hiddenFromCustomer: async (ticketId) =>
      said(ticketId)
        .conversations.filter((conversation) => conversation.private)
        .map(({ body_text }) => body_text),
    tagsOf: async (ticketId) => said(ticketId).ticket.tags,
    rawTicket: async (ticketId) => {
      const authorization = `Basic ${Buffer.from(`${admin.apiKey}:X`).toString('base64')}`;
      const address = `${site.url}/api/v2/tickets/${ticketId}?include=requester`;
      const answer = await fetch(address, { headers: { authorization } });
      return z.record(z.string(), z.unknown()).parse(await answer.json());
    },

    spoil(call, kind, retryAfterSeconds) {
      const retryAfter = retryAfterSeconds === undefined ? {} : { retryAfter: retryAfterSeconds };
      const match = routeOf[call];
      sandbox.control.fault({ platform: 'freshdesk', site: 'fresh', kind, match, ...retryAfter });
    },
    foreignUse: (calls) => void desk.foreignUse({ calls }),
    webhooks: webhooksOf(desk, () => sandbox.control.deliveriesSettled()),
  };
}

const secret = 'a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90';

/** Two rules, made by somebody who has nothing but the adapter's guide. */
function webhooksOf(desk: FreshdeskControl, delivered: () => Promise<void>): RemoteWebhooks {
  return {
    setUpByHand: async (url) => {
      const { values } = new FreshdeskAdapter().webhooks.guide({ url, secret });
      const value = (label: string) => values.find((one) => one.label === label)?.value ?? '';
      const [name = '', content = ''] = value('Custom header').split(': ');
      const rule = { url: value('URL'), headers: { [name]: content } };
      desk.addRule({ ...rule, event: 'ticket.created', body: value('Content for ticket creation') });
      desk.addRule({ ...rule, event: 'ticket.updated', body: value('Content for ticket updates') });
      return { secret };
    },
    switchOff() {
      for (const rule of desk.rules()) rule.active = false;
    },
    list: () => desk.rules().map(({ id, url, active }) => ({ id: String(id), url, active })),
    delivered,
    isSigned: false,
    isStamped: false,
  };
}
