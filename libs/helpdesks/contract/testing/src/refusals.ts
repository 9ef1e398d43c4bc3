import { capabilityOf, type HelpdeskCredential, type Step } from '@nightdesk/helpdesks/contract';
import type { Traits } from './remote.js';
import { refusal, type Stage } from './stage.js';

const secretOf = (credential: HelpdeskCredential) =>
  credential.kind === 'oauth'
    ? credential.accessToken
    : credential.kind === 'api_token'
      ? credential.token
      : credential.key;

/** Ids that could lead a call to another path of the platform. */
const crookedIds = [
  '',
  '.',
  '..',
  '../users/me',
  '1/../2',
  '1/comments',
  '1?x=1',
  '1#x',
  '1%2f..',
  '%2e%2e',
  '1\\2',
  ' 1',
  '1\n2',
  '-1',
  '1e3',
  '٣',
  '9'.repeat(80),
  'no-such-ticket',
];
const reply: Step = { kind: 'reply', body: 'my card is 4111' };

export function refusalPromises(stage: () => Stage, traits: Traits): void {
  test.each(['reply', 'note', 'status', 'addTags', 'removeTags', 'assignee'] as const)(
    'without the right to it, %s is forbidden, names its capability and changes nothing',
    async (kind) => {
      const { remote } = stage();
      const ticketId = await remote.customerOpens('Help', 'Please');
      await remote.setTags(ticketId, ['old']);
      const before = await stage().seen(ticketId);
      const steps = stage()
        .everyStep()
        .filter((step) => step.kind === kind);
      const error = await refusal(stage().perform(ticketId, steps, { as: remote.credentials.readOnly }));
      expect({ kind: error.kind, capability: error.details.capability }).toEqual({
        kind: 'forbidden',
        capability: capabilityOf[kind],
      });
      expect((error.details.missingScopes ?? []).length > 0).toBe(traits.namesScopes);
      expect((error.details.requestId ?? '') !== '').toBe(traits.requestIds !== 'nowhere');
      expect(await stage().seen(ticketId)).toEqual(before);
    },
  );

  test('without the right to it, reading is forbidden and names its capability', async () => {
    const { adapter, remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    const send = stage().send(remote.credentials.withoutTickets);
    for (const reading of [
      adapter.getTicket(send, ticketId),
      adapter.listChanged(send, { since: new Date(Date.now() - 60_000), cursor: null }),
    ]) {
      expect(await refusal(reading)).toMatchObject({
        kind: 'forbidden',
        details: { capability: 'tickets:read' },
      });
    }
  });

  test('a ticket that does not exist is not found, for reading and for every kind of write', async () => {
    expect((await refusal(stage().read('999999999'))).kind).toBe('not_found');
    for (const step of stage().everyStep())
      expect([step.kind, (await refusal(stage().perform('999999999', [step]))).kind]).toEqual([
        step.kind,
        'not_found',
      ]);
  });

  test.each(crookedIds)('the ticket id %j is not found, and no call leaves its path', async (ticketId) => {
    const attempts = [
      () => stage().read(ticketId),
      ...stage()
        .everyStep()
        .map((step) => () => stage().perform(ticketId, [step])),
    ];
    for (const attempt of attempts) expect((await refusal(attempt())).kind).toBe('not_found');
    for (const { path } of stage().asked) {
      // what a server makes of the path is what was sent, and the id is one part of it
      expect(new URL(`https://x.example${path}`).pathname).toBe(path);
      expect(path.split('/')).toContain(encodeURIComponent(ticketId));
    }
  });

  test('no error shows a credential or what was written', async () => {
    const { remote } = stage();
    const { readOnly, wrong, admin } = remote.credentials;
    const ticketId = await remote.customerOpens('Help', 'Please');
    const write = (as: HelpdeskCredential, id = ticketId) =>
      refusal(stage().perform(id, [reply], { as, impatient: true }));
    const errors = [await write(readOnly), await write(wrong), await write(admin, '999999999')];
    for (const how of ['503', '429', 'timeout-before'] as const) {
      remote.spoil('update ticket', how);
      errors.push(await write(admin));
    }
    for (const { message, details, stack } of errors) {
      const told = `${message} ${JSON.stringify(details)} ${String(stack)} ${String(details.cause)}`;
      for (const secret of ['4111', ...[readOnly, wrong, admin].map(secretOf)])
        expect(told).not.toContain(secret);
    }
  });
}
