import { IntercomAdapter } from '@nightdesk/helpdesks/intercom';
import type { Call, Remote, RemoteOAuth, Traits } from '@nightdesk/helpdesks/contract/testing';
import { defaultRedirectUris, type Sandbox } from '../../apps/sandbox/src/sandbox.js';

export type Kind = 'conversation' | 'ticket';

export const intercomTraits: Record<Kind, Traits> = {
  conversation: {
    namesScopes: true,
    verdicts: { admin: 'unknown', readOnly: 'missing' },
    tellsSuspension: false,
    closedIsFinal: false,
    requestIds: 'errors',
    statesLimits: true,
    retryAfter: true,
    namesPeople: true,
    tellsRoles: false,
    opensWithNote: false,
    announces: ['reply', 'note', 'status', 'addTags', 'assignee'],
  },
  get ticket(): Traits {
    // tickets tell their contact by id alone, and nothing of their tags
    return {
      ...this.conversation,
      namesPeople: false,
      announces: ['reply', 'note', 'status', 'assignee'],
    };
  },
};

type Scope = Parameters<ReturnType<Sandbox['control']['intercom']>['removeScope']>[0];
const workspaceId = 'fresh';
const clientId = 'fresh-app';
const parts = { conversation: 'conversation_parts', ticket: 'ticket_parts' } as const;

/** The adapter with the sandbox's clock: a listing ends where the sandbox's now is. */
export const adapterOn = (sandbox: () => Sandbox) =>
  new IntercomAdapter(() => new Date(sandbox().world.clock.now()));

/** A fresh workspace of the sandbox whose customers open conversations, or tickets. */
export async function intercomRemote(sandbox: Sandbox, kind: Kind): Promise<Remote> {
  const { control } = sandbox;
  await control.reset();
  // limits are counted by fixed windows: a test that begins with one does not see it end
  control.advance(10 - (sandbox.world.clock.seconds() % 10));
  control.addIntercomWorkspace({ id: workspaceId });
  control.addIntercomApp({ clientId, homeWorkspaceId: workspaceId });
  const workspace = control.intercom(workspaceId);
  const app = control.intercomApp(clientId);
  app.change({ limitPerMinute: 6_000 }); // 1,000 in each ten seconds, and not 1,666 in one and 1,667 in the next
  workspace.change({ ticketsShowTags: true });
  const { url, appUrl, admins } = workspace.describe();
  const [admin, agent] = admins;
  if (!admin || !agent) throw new Error('the sandbox made a workspace without people');
  const token = (adminId: string, scopes?: Scope[]) => {
    const wanted = scopes === undefined ? {} : { scopes };
    return {
      kind: 'oauth',
      accessToken: workspace.issueToken({ adminId, clientId, ...wanted }).accessToken,
    } as const;
  };
  const remoteId = (ticketId: string) => ticketId.slice(kind.length + 1);
  const messages = (ticketId: string, isPublic: boolean) =>
    workspace.desk
      .show(remoteId(ticketId))
      .messages.filter((message) => message.isPublic === isPublic)
      .map(({ text }) => text);
  const acts = (
    ticketId: string,
    act: { message?: string; isPublic?: boolean; status?: string; tags?: string[] },
  ) => workspace.agentActs(remoteId(ticketId), { agentId: agent.id, ...act });
  const object = (ticketId: string): Record<string, unknown> =>
    kind === 'conversation'
      ? workspace.conversation(remoteId(ticketId)).conversation
      : workspace.ticket(remoteId(ticketId)).ticket;
  // a tag is put on by one route and taken off by another; the fault that is not met is gone with the site
  const routesOf: Record<Call, string[]> = {
    'read ticket': [`GET /${kind}s/:id`],
    'update ticket': [`POST /${kind}s/:id/reply`],
    'tag ticket': [`POST /${kind}s/:id/tags`, `DELETE /${kind}s/:id/tags/:tagId`],
  };

  return {
    baseUrl: url,
    traits: intercomTraits[kind],
    agentId: admin.id,
    otherAgentId: agent.id,
    credentials: {
      admin: token(admin.id),
      agent: token(agent.id),
      key: { kind: 'api_key', key: app.describe().accessToken },
      readOnly: token(admin.id, ['read_conversations', 'read_tickets']),
      withoutTickets: token(admin.id, ['read_admins']),
      wrong: { kind: 'oauth', accessToken: 'wrong' },
    },
    statedLimits: { account: 1_000 },
    oauth: {
      client: { clientId, clientSecret: app.describe().secret },
      redirectUri: defaultRedirectUris[0] ?? '',
      appUrl,
      consent: (request) => consent(request, `${workspaceId}/${admin.id}`),
      advance: (seconds) => control.advance(Math.ceil(seconds)),
    },

    async customerOpens(subject, message) {
      const id =
        kind === 'conversation'
          ? workspace.desk.customerOpens(subject, message)
          : workspace.contactOpensTicket({ title: subject, description: message }).id;
      return `${kind}-${id}`;
    },
    agentOpensWithNote: null,
    customerReplies: async (ticketId, message) =>
      void workspace.desk.customerReplies(remoteId(ticketId), message),
    agentWrites: async (ticketId, message, visibility) =>
      acts(ticketId, { message, isPublic: visibility === 'public' }),
    setTags: async (ticketId, tags) => acts(ticketId, { tags }),
    closeTicket: async (ticketId) => acts(ticketId, { status: 'closed' }),
    suspendAdmin: async () => workspace.changeAdmin(admin.id, { removed: true }),
    async takeAway(capability) {
      // conversations decide what can be read, so that who has no tickets need not grant them
      const scopes =
        capability === 'tags:write'
          ? (['write_tags'] as const)
          : capability === 'tickets:read'
            ? (['read_conversations', 'read_tickets'] as const)
            : ([`write_${kind}s`] as const);
      for (const scope of scopes) workspace.removeScope(scope);
    },
    settle: async () => control.advance(3),

    visibleToCustomer: async (ticketId) => messages(ticketId, true),
    hiddenFromCustomer: async (ticketId) => messages(ticketId, false),
    async tagsOf(ticketId) {
      const known = new Map(workspace.describe().tags.map(({ id, name }) => [id, name]));
      const thread = workspace.desk.thread(remoteId(ticketId));
      return thread.tags.map(({ tagId }) => known.get(tagId) ?? '');
    },
    async rawTicket(ticketId) {
      const shown = JSON.parse(JSON.stringify(object(ticketId))) as Record<string, unknown>;
      delete shown[parts[kind]]; // the conversation, which is not the ticket
      return shown;
    },

    spoil(call, how, retryAfter) {
      const after = retryAfter === undefined ? {} : { retryAfter };
      for (const one of routesOf[call]) {
        const [verb, route = ''] = one.split(' ');
        const method = verb === 'GET' || verb === 'DELETE' ? verb : 'POST';
        control.fault({
          platform: 'intercom',
          site: workspaceId,
          kind: how,
          match: { method, route },
          ...after,
        });
      }
    },
    foreignUse: (calls) => void workspace.foreignUse({ calls, clientId }),
    webhooks: {
      async setUpByHand(endpoint) {
        const guide = new IntercomAdapter().webhooks.guide({ url: endpoint });
        const valueOf = (label: string) => guide.values.find((value) => value.label === label)?.value ?? '';
        await app.setWebhook({ url: valueOf('Endpoint URL'), topics: valueOf('Topics').split('\n') });
        return { secret: app.describe().secret };
      },
      switchOff: () => void app.setWebhook({ url: null, topics: [] }),
      list() {
        const { webhook } = app.describe();
        return webhook.url === null
          ? []
          : [{ id: clientId, url: webhook.url, active: webhook.state === 'active' }];
      },
      delivered: () => control.deliveriesSettled(),
      isSigned: true,
      isStamped: true,
    },
  };
}

/** What a browser does on the consent page. The Hub's labels are scopes with their names written out. */
async function consent(request: Parameters<RemoteOAuth['consent']>[0], who: string): Promise<string> {
  const form = new URLSearchParams({
    client_id: clientId,
    redirect_uri: defaultRedirectUris[0] ?? '',
    state: 's',
    decision: 'allow',
    who,
  });
  const page = await fetch(`${request.url}?${form.toString()}`);
  if (page.status !== 200) throw new Error(`the consent page answered ${page.status}: ${await page.text()}`);
  for (const label of request.scopes) form.append('granted', label.toLowerCase().replaceAll(' ', '_'));
  const answer = await fetch(request.url, { method: 'POST', body: form, redirect: 'manual' });
  const code = new URL(answer.headers.get('location') ?? 'none:').searchParams.get('code');
  if (code === null) throw new Error(`consent gave no code: ${answer.status} ${await answer.text()}`);
  return code;
}
