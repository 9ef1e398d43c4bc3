import type { HelpdeskAdapter } from '@nightdesk/helpdesks/contract';
import type { Traits } from './remote.js';
import { refusal, type Stage } from './stage.js';

export function identityPromises(stage: () => Stage, { key, oauth }: HelpdeskAdapter, traits: Traits): void {
  const whoami = (credential: Parameters<Stage['send']>[0]) =>
    stage().adapter.whoami(stage().send(credential));

  test('whoami names the agent behind the credential', async () => {
    const { agentId, credentials } = stage().remote;
    const { user, platformRole } = await whoami(credentials.admin);
    expect(user).toMatchObject({ id: agentId, role: 'agent' });
    expect(platformRole).not.toBe('');
  });

  test('whoami tells one agent from another', async () => {
    const { otherAgentId, credentials } = stage().remote;
    expect((await whoami(credentials.agent)).user.id).toBe(otherAgentId);
  });

  test('whoami names the site where nobody types it', async () => {
    const { site } = await whoami(stage().remote.credentials.admin);
    expect(site ?? '').toMatch(stage().adapter.site === null ? /^\S+$/ : /^\S*$/);
  });

  if (traits.tellsRoles) {
    test('whoami tells an admin from another agent', async () => {
      const { credentials } = stage().remote;
      expect((await whoami(credentials.admin)).isAdmin).toBe(true);
      expect((await whoami(credentials.agent)).isAdmin).toBe(false);
    });
  }

  if (key && oauth) {
    test('a key is as good as a token, and has no end of its own', async () => {
      const { remote } = stage();
      if (!remote.credentials.key) throw new Error('the platform has keys and the remote has none');
      const { user, expiresAt } = await whoami(remote.credentials.key);
      expect({ id: user.id, expiresAt }).toEqual({ id: remote.agentId, expiresAt: null });
      const ticketId = await remote.customerOpens('Help', 'Please');
      await stage().perform(ticketId, [{ kind: 'reply', body: 'Hello' }], { as: remote.credentials.key });
      expect(await remote.visibleToCustomer(ticketId)).toEqual(['Please', 'Hello']);
    });
  }

  test('a caller without a credential is refused', async () => {
    expect((await refusal(whoami(null))).kind).toBe('unauthenticated');
  });

  test('a wrong credential is unauthenticated, for reading and for writing', async () => {
    const { adapter, remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    const { wrong } = remote.credentials;
    const attempts = [
      adapter.whoami(stage().send(wrong)),
      adapter.getTicket(stage().send(wrong), ticketId),
      adapter.listChanged(stage().send(wrong), { since: new Date(Date.now() - 60_000), cursor: null }),
      stage().perform(ticketId, [{ kind: 'reply', body: 'x' }], { as: wrong }),
    ];
    for (const attempt of attempts) expect((await refusal(attempt)).kind).toBe('unauthenticated');
    expect(await remote.visibleToCustomer(ticketId)).toEqual(['Please']);
  });

  test(`an agent who was suspended is ${traits.tellsSuspension ? 'named as the cause' : 'unauthenticated'}`, async () => {
    await stage().remote.suspendAdmin();
    expect((await refusal(whoami(stage().remote.credentials.admin))).kind).toBe(
      traits.tellsSuspension ? 'agent_gone' : 'unauthenticated',
    );
  });
}
