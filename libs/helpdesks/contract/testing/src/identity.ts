import { capabilities, capabilityOf, type Step } from '@nightdesk/helpdesks/contract';
import { refusal, type Stage } from './stage.js';

const everyStep: Step[] = [
  { kind: 'reply', body: 'Hello' },
  { kind: 'note', body: 'Careful' },
  { kind: 'status', status: 'pending' },
  { kind: 'addTags', tags: ['a'] },
  { kind: 'removeTags', tags: ['a'] },
  { kind: 'assignee', assigneeId: null },
];

export function identityPromises(stage: () => Stage): void {
  const whoami = (credential: Parameters<Stage['send']>[0]) =>
    stage().adapter.whoami(stage().send(credential));

  test('whoami names the agent and all that an admin may do', async () => {
    const { agentId, credentials } = stage().remote;
    const identity = await whoami(credentials.admin);
    expect(identity).toMatchObject({ user: { id: agentId, role: 'agent' }, isAdmin: true });
    expect(identity.capabilities).toEqual(Object.fromEntries(capabilities.map((name) => [name, true])));
    expect(identity.scopes).not.toEqual([]);
  });

  test('whoami tells an agent from an admin', async () => {
    const { otherAgentId, credentials } = stage().remote;
    expect(await whoami(credentials.agent)).toMatchObject({ user: { id: otherAgentId }, isAdmin: false });
  });

  test('a key is as good as a token', async () => {
    const { key, admin } = stage().remote.credentials;
    const identity = await whoami(key ?? admin);
    expect(identity.user.id).toBe(stage().remote.agentId);
    expect(identity.capabilities['replies:write']).toBe(true);
  });

  test('whoami says what a narrow credential lacks', async () => {
    const { capabilities: granted } = await whoami(stage().remote.credentials.readOnly);
    expect(granted).toMatchObject({ 'tickets:read': true, 'replies:write': false, 'tags:write': false });
  });

  test('a caller without a credential is refused', async () => {
    expect((await refusal(whoami(null))).kind).toBe('unauthenticated');
  });

  test('a wrong credential is unauthenticated, for reading and for writing', async () => {
    const { adapter, remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    const send = stage().send(remote.credentials.wrong);
    expect((await refusal(adapter.whoami(send))).kind).toBe('unauthenticated');
    expect((await refusal(adapter.getTicket(send, ticketId))).kind).toBe('unauthenticated');
    const writing = adapter.apply(send, ticketId, [{ kind: 'reply', body: 'x' }], stage().mark());
    expect((await refusal(writing)).kind).toBe('unauthenticated');
    expect(await remote.visibleToCustomer(ticketId)).toEqual(['Please']);
  });

  test('an agent who was suspended is told from a wrong credential', async () => {
    await stage().remote.suspendAdmin();
    expect((await refusal(whoami(stage().remote.credentials.admin))).kind).toBe('agent_gone');
  });

  test.each(everyStep)('without the scope, $kind is forbidden and names its capability', async (step) => {
    const { adapter, remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    const writing = adapter.apply(
      stage().send(remote.credentials.readOnly),
      ticketId,
      [step],
      stage().mark(),
    );
    const { kind, details } = await refusal(writing);
    expect({ kind, capability: details.capability }).toEqual({
      kind: 'forbidden',
      capability: capabilityOf[step.kind],
    });
    expect(details.missingScopes).not.toEqual([]);
    expect(details.requestId).toEqual(expect.stringMatching(/./));
  });

  test('without the scope, reading is forbidden and names its capability', async () => {
    const { adapter, remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    const send = stage().send(remote.credentials.withoutTickets);
    for (const reading of [
      adapter.getTicket(send, ticketId),
      adapter.listChanged(send, { since: new Date(0), cursor: null }),
    ]) {
      expect(await refusal(reading)).toMatchObject({
        kind: 'forbidden',
        details: { capability: 'tickets:read' },
      });
    }
  });
}
