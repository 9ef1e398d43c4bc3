import { capabilities, HelpdeskError, type PlatformRequest, type Send } from '@nightdesk/helpdesks/contract';
import { whoami } from './identity.js';
import { probe } from './probe.js';
import { remedy } from './remedy.js';

const agent = {
  id: 7,
  type: 'support_agent',
  ticket_scope: 1,
  role_ids: [2],
  group_ids: [3],
  contact: { name: 'Ann', email: 'ann@example.com' },
};
const version = { 'x-freshdesk-api-version': 'latest=v2; requested=v2' };
const denied = new HelpdeskError('forbidden', 'no', { status: 403, requestId: 'req-403' });
const gone = new HelpdeskError('not_found', 'no', { status: 404, requestId: 'req-404' });
const now = new Date('2026-09-01T10:00:00Z');

/** Answers by method and route; what is not listed is refused. */
function site(answers: Record<string, unknown>, headers: Record<string, string> = version) {
  const sent: PlatformRequest[] = [];
  const send: Send = (request) => {
    sent.push(request);
    const body = answers[`${request.method} ${request.route}`] ?? denied;
    if (body instanceof Error) return Promise.reject(body);
    return Promise.resolve({ status: 200, headers, body, requestId: 'req-1' });
  };
  return { send, sent, calls: () => sent.map(({ method, route }) => `${method} ${route}`) };
}
const me = 'GET /api/v2/agents/me';
const role = 'GET /api/v2/roles/:id';

describe('whoami', () => {
  test('names the agent and the role', async () => {
    const desk = site({ [me]: agent, [role]: { id: 2, name: 'Account Administrator' } });
    expect(await whoami(desk.send)).toEqual({
      user: { id: '7', name: 'Ann', email: 'ann@example.com', role: 'agent' },
      platformRole: 'Account Administrator',
      isAdmin: true,
      scopes: [],
      expiresAt: null,
    });
    expect(desk.sent[1]?.path).toBe('/api/v2/roles/2');
  });

  test.each([denied, gone])('who is refused the role by $kind is no admin', async (refusal) => {
    const identity = await whoami(site({ [me]: agent, [role]: refusal }).send);
    expect(identity).toMatchObject({ platformRole: 'support_agent', isAdmin: false });
  });

  test('an outage is not taken for a role that is refused', async () => {
    const outage = new HelpdeskError('unavailable', 'no', { status: 503 });
    await expect(whoami(site({ [me]: agent, [role]: outage }).send)).rejects.toBe(outage);
  });

  test('whoever answers without Freshdesk’s version is not Freshdesk', async () => {
    await expect(whoami(site({ [me]: agent }, {}).send)).rejects.toMatchObject({ kind: 'invalid' });
  });
});

describe('probe', () => {
  const list = 'GET /api/v2/tickets';
  const replying = 'POST /api/v2/tickets/:id/reply';
  const updating = 'PUT /api/v2/tickets/:id';

  test('reading is granted by reading; writing is unknown where the missing ticket is looked for first', async () => {
    const desk = site({ [me]: agent, [list]: [], [replying]: gone, [updating]: gone });
    const { identity, findings } = await probe(desk.send, capabilities, now);
    expect(identity.user.id).toBe('7');
    expect(findings.map(({ capability, verdict }) => [capability, verdict])).toEqual([
      ['tickets:read', 'granted'],
      ['replies:write', 'unknown'],
      ['status:write', 'unknown'],
      ['tags:write', 'unknown'],
      ['assignee:write', 'unknown'],
    ]);
    expect(findings[0]?.evidence).toMatchObject({ call: list, status: 200, requestId: 'req-1' });
    expect(findings[1]).toMatchObject({
      evidence: {
        call: replying,
        status: 404,
        requestId: 'req-404',
        says: expect.stringContaining('first real write') as string,
      },
      remedy: null,
    });
    expect(desk.sent.find(({ route }) => route === '/api/v2/tickets')?.query).toMatchObject({
      updated_since: '2026-08-31T10:00:00.000Z',
      per_page: 1,
    });
  });

  test('a refusal is missing, with what to do', async () => {
    const { findings } = await probe(site({ [me]: agent }).send, capabilities, now);
    expect(new Set(findings.map(({ verdict }) => verdict))).toEqual(new Set(['missing']));
    for (const { capability, evidence, remedy: told } of findings) {
      expect(evidence).toMatchObject({ status: 403, requestId: 'req-403' });
      expect(told).toBe(remedy(capability));
    }
  });

  test('every write goes to a ticket that cannot exist, and only for what was asked', async () => {
    const desk = site({ [me]: agent, [replying]: gone, [updating]: gone });
    await probe(desk.send, ['tags:write', 'replies:write'], now);
    expect(desk.calls()).toEqual([me, role, updating, replying]);
    for (const { path } of desk.sent.slice(2))
      expect(path).toMatch(/^\/api\/v2\/tickets\/2147483647(\/reply)?$/);
  });

  test.each([
    [2, 'Group access'],
    [3, 'Restricted access'],
  ])('ticket scope %d is told', async (ticket_scope, words) => {
    const desk = site({ [me]: { ...agent, ticket_scope }, [list]: [] });
    const { findings } = await probe(desk.send, ['tickets:read'], now);
    expect(findings[0]).toMatchObject({
      verdict: 'granted',
      evidence: { says: expect.stringContaining(words) as string },
    });
  });

  test('a write that is accepted shows nothing', async () => {
    const { findings } = await probe(
      site({ [me]: agent, [updating]: { id: 1 } }).send,
      ['status:write'],
      now,
    );
    expect(findings[0]).toMatchObject({ verdict: 'unknown', evidence: { status: 200 } });
  });

  test.each(['unauthenticated', 'rate_limited', 'unavailable', 'account_suspended'] as const)(
    '%s is no finding but the end of the probe',
    async (kind) => {
      const error = new HelpdeskError(kind, 'no', { status: 403 });
      await expect(probe(site({ [me]: agent, [updating]: error }).send, ['tags:write'], now)).rejects.toBe(
        error,
      );
    },
  );
});
