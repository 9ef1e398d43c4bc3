import { capabilities, capabilityOf, type Capability, type Probe } from '@nightdesk/helpdesks/contract';
import type { Traits } from './remote.js';
import { refusal, type Stage } from './stage.js';

const writing = capabilities.filter((capability) => capability !== 'tickets:read');

export function probePromises(stage: () => Stage, traits: Traits): void {
  type Who = 'admin' | 'readOnly' | 'withoutTickets';
  const probe = (who: Who, wanted: readonly Capability[] = capabilities) =>
    stage().adapter.probe(stage().send(stage().remote.credentials[who]), wanted);
  const verdicts = ({ findings }: Probe) =>
    Object.fromEntries(findings.map(({ capability, verdict }) => [capability, verdict]));
  const all = (verdict: string) => Object.fromEntries(writing.map((capability) => [capability, verdict]));

  test('a probe tells what an admin may do, and who that is', async () => {
    const found = await probe('admin');
    expect(verdicts(found)).toEqual({ 'tickets:read': 'granted', ...all(traits.verdicts.admin) });
    expect(found.identity.user.id).toBe(stage().remote.agentId);
  });

  test('a probe tells what a credential for reading lacks', async () => {
    expect(verdicts(await probe('readOnly'))).toEqual({
      'tickets:read': 'granted',
      ...all(traits.verdicts.readOnly),
    });
  });

  test('a probe tells when tickets cannot be read', async () => {
    expect(verdicts(await probe('withoutTickets', ['tickets:read']))).toEqual({ 'tickets:read': 'missing' });
  });

  test('a probe answers what it was asked, in that order', async () => {
    const wanted = ['tags:write', 'tickets:read'] as const;
    const { findings } = await probe('admin', wanted);
    expect(findings.map(({ capability }) => capability)).toEqual(wanted);
    expect((await probe('admin', [])).findings).toEqual([]);
  });

  test.each(['admin', 'readOnly', 'withoutTickets'] as const)(
    'every finding about %s rests on a call, and says what is to be done only where something is missing',
    async (who) => {
      const { findings } = await probe(who);
      expect(findings).toHaveLength(capabilities.length);
      for (const { verdict, evidence, remedy } of findings) {
        expect(evidence.call).toMatch(/^(GET|POST|PUT|PATCH|DELETE) \/[^?\s]*$/);
        expect(evidence.status).toBeGreaterThanOrEqual(200);
        expect(evidence.says).toMatch(/^.{10,}$/s);
        const hasId =
          traits.requestIds === 'everywhere' ||
          (traits.requestIds === 'errors' && (evidence.status ?? 0) >= 400);
        expect(evidence.requestId ?? '').toMatch(hasId ? /./ : /^/);
        expect(remedy ?? '').toMatch(verdict === 'missing' ? /.{20}/s : /^$/);
      }
    },
  );

  test('a probe leaves nothing that anybody at the helpdesk could see', async () => {
    const { remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    await remote.setTags(ticketId, ['old']);
    await remote.settle();
    const since = new Date(Date.now() - 60_000);
    const state = async () => ({
      seen: await stage().seen(ticketId),
      raw: await remote.rawTicket(ticketId),
      tickets: new Set((await stage().listAll({ since })).map(({ id }) => id)),
    });
    const before = await state();
    for (const who of ['admin', 'readOnly', 'withoutTickets'] as const) await probe(who);
    await remote.settle();
    expect(before.tickets).toContain(ticketId);
    expect(await state()).toEqual(before);
  });

  test.each([...capabilities])(
    '%s that was taken away while in use is found by a probe or by the next use',
    async (capability) => {
      const { remote } = stage();
      const ticketId = await remote.customerOpens('Help', 'Please');
      await remote.setTags(ticketId, ['old']);
      await remote.takeAway(capability);
      const before = await stage().seen(ticketId);
      const [finding] = (await probe('admin', [capability])).findings;
      expect(finding?.verdict).toBe(capability === 'tickets:read' ? 'missing' : traits.verdicts.readOnly);
      const uses =
        capability === 'tickets:read'
          ? [() => stage().read(ticketId)]
          : stage()
              .everyStep()
              // who may not reply may still be allowed to write notes
              .filter(({ kind }) => kind !== 'note' && capabilityOf[kind] === capability)
              .map((step) => () => stage().perform(ticketId, [step]));
      for (const use of uses)
        expect(await refusal(use())).toMatchObject({ kind: 'forbidden', details: { capability } });
      expect(await stage().seen(ticketId)).toEqual(before);
    },
  );

  test.each(writing)('without %s alone, tickets can still be read', async (capability) => {
    const { remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    await remote.takeAway(capability);
    expect(verdicts(await probe('admin', ['tickets:read']))).toEqual({ 'tickets:read': 'granted' });
    expect((await stage().read(ticketId)).ticket.id).toBe(ticketId);
  });

  test('a probe with a wrong credential finds nothing: the credential is refused', async () => {
    const send = stage().send(stage().remote.credentials.wrong);
    expect((await refusal(stage().adapter.probe(send, capabilities))).kind).toBe('unauthenticated');
    expect((await refusal(stage().adapter.probe(stage().send(null), capabilities))).kind).toBe(
      'unauthenticated',
    );
  });
}
