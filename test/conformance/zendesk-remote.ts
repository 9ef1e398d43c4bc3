import type { Call, Remote, RemoteOAuth, Traits } from '@nightdesk/helpdesks/contract/testing';
import { z } from 'zod';
import { defaultRedirectUris, type Sandbox } from '../../apps/sandbox/src/sandbox.js';

export const zendeskTraits: Traits = {
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
  announces: ['reply', 'note', 'status', 'addTags', 'removeTags', 'assignee'],
};

const scopes = ['tickets:read', 'tickets:write', 'users:read', 'webhooks:read', 'webhooks:write'];
const routeOf: Record<Call, { method?: 'GET' | 'PUT'; route: string }> = {
  'read ticket': { method: 'GET', route: '/api/v2/tickets/:id' },
  'update ticket': { method: 'PUT', route: '/api/v2/tickets/:id' },
  // PUT adds and DELETE removes
  'tag ticket': { route: '/api/v2/tickets/:id/tags' },
};
/** Scopes open or close all writing; only a role takes one right and leaves the others. */
const rightsWithout = {
  'replies:write': { ticket_comment_access: 'none' },
  'status:write': { ticket_editing: false },
  'assignee:write': { ticket_editing: false },
  'tags:write': { ticket_tag_editing: false },
} as const;
const asJson = (value: object) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;

/** A fresh Zendesk site of the sandbox; what an earlier test left behind is gone. */
export async function zendeskRemote(sandbox: Sandbox): Promise<Remote> {
  await sandbox.control.reset();
  // limits are counted by fixed minutes: a test that begins with one does not see it end
  sandbox.control.advance(60 - (sandbox.world.clock.seconds() % 60));
  const site = sandbox.control.addZendeskSite({ subdomain: 'fresh', plan: 'Suite Professional' });
  const desk = sandbox.control.zendesk('fresh');
  const [agent] = site.users.filter((user) => user.role === 'agent' && !user.restricted_agent);
  const [admin] = site.users.filter((user) => user.role === 'admin');
  if (!admin || !agent || !site.client) throw new Error('the sandbox made a site without people or client');
  const token = (userId: number, granted: string[]) => {
    const { accessToken } = desk.issueToken({ userId, scopes: granted, expiresIn: null, refreshIn: null });
    return { kind: 'oauth', accessToken } as const;
  };
  const credentials = {
    admin: token(admin.id, scopes),
    agent: token(agent.id, scopes),
    key: { kind: 'api_token', email: admin.email, token: site.apiToken } as const,
    readOnly: token(admin.id, ['tickets:read', 'users:read']),
    withoutTickets: token(admin.id, ['users:read']),
    wrong: { kind: 'oauth', accessToken: 'wrong' } as const,
  };
  const bodies = (ticketId: string, isPublic: boolean) =>
    desk
      .ticket(Number(ticketId))
      .comments.filter((comment) => comment.public === isPublic)
      .map((comment) => comment.plain_body);
  const acts = (
    ticketId: string,
    act: { message?: string; isPublic?: boolean; status?: string; tags?: string[] },
  ) => desk.agentActs(Number(ticketId), { agentId: String(agent.id), ...act });

  return {
    baseUrl: site.url,
    traits: zendeskTraits,
    agentId: String(admin.id),
    otherAgentId: String(agent.id),
    credentials,
    statedLimits: { account: 400, 'tickets-update': 100, 'incremental-exports': 10 },
    oauth: {
      client: { clientId: site.client.identifier, clientSecret: site.client.secret },
      redirectUri: defaultRedirectUris[0] ?? '',
      appUrl: site.url,
      consent: (request) => consent(request, site.client?.identifier ?? '', admin.id),
      advance: (seconds) => sandbox.control.advance(Math.ceil(seconds)),
    },

    customerOpens: async (subject, message) => desk.desk.customerOpens(subject, message),
    async agentOpensWithNote(subject, note) {
      const answer = await fetch(`${site.url}/api/v2/tickets`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token(admin.id, ['write']).accessToken}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          ticket: { subject, requester_id: site.customerId, comment: { body: note, public: false } },
        }),
      });
      const { ticket } = z.object({ ticket: z.object({ id: z.number() }) }).parse(await answer.json());
      return String(ticket.id);
    },
    customerReplies: async (ticketId, message) => void desk.desk.customerReplies(ticketId, message),
    agentWrites: async (ticketId, message, visibility) =>
      acts(ticketId, { message, isPublic: visibility === 'public' }),
    setTags: async (ticketId, tags) => acts(ticketId, { tags }),
    closeTicket: async (ticketId) => acts(ticketId, { status: 'closed' }),
    suspendAdmin: async () => desk.changeUser(admin.id, { suspended: true }),
    takeAway: async (capability) => {
      if (capability === 'tickets:read') desk.removeScope('tickets:read');
      else desk.changeUser(admin.id, { role: 'agent', custom_role: rightsWithout[capability] });
    },
    settle: async () => sandbox.control.advance(120),

    visibleToCustomer: async (ticketId) => bodies(ticketId, true),
    hiddenFromCustomer: async (ticketId) => bodies(ticketId, false),
    tagsOf: async (ticketId) =>
      z.object({ tags: z.array(z.string()) }).parse(desk.ticket(Number(ticketId)).ticket).tags,
    rawTicket: async (ticketId) => asJson(desk.ticket(Number(ticketId)).ticket),

    spoil(call, kind, retryAfterSeconds) {
      const retryAfter = retryAfterSeconds === undefined ? {} : { retryAfter: retryAfterSeconds };
      sandbox.control.fault({
        platform: 'zendesk',
        site: 'fresh',
        kind,
        match: routeOf[call],
        ...retryAfter,
      });
    },
    foreignUse: (calls) => void desk.foreignUse({ calls }),
    webhooks: {
      setUpByHand: null,
      switchOff() {
        for (const webhook of sandbox.world.zendesk.get('fresh')?.webhooks.values() ?? [])
          webhook.status = 'inactive';
      },
      list: () =>
        desk
          .describe()
          .webhooks.map(({ id, endpoint, status }) => ({ id, url: endpoint, active: status === 'active' })),
      delivered: () => sandbox.control.deliveriesSettled(),
      isSigned: true,
      isStamped: true,
    },
  };
}

/** What a browser does on the consent page. */
async function consent(
  request: Parameters<RemoteOAuth['consent']>[0],
  clientId: string,
  userId: number,
): Promise<string> {
  const form = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: defaultRedirectUris[0] ?? '',
    state: 's',
    scope: request.scopes.join(' '),
    code_challenge: request.codeChallenge,
    code_challenge_method: 'S256',
    decision: 'allow',
    user_id: String(userId),
  });
  const page = await fetch(`${request.url}?${form.toString()}`);
  if (page.status !== 200) throw new Error(`the consent page answered ${page.status}: ${await page.text()}`);
  for (const scope of request.scopes) form.append('granted', scope);
  const answer = await fetch(request.url.replace(/\/new$/, ''), {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  const code = new URL(answer.headers.get('location') ?? 'none:').searchParams.get('code');
  if (code === null) throw new Error(`consent gave no code: ${answer.status} ${await answer.text()}`);
  return code;
}
