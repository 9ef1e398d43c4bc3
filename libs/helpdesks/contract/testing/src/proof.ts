import type { HelpdeskAdapter, Step } from '@nightdesk/helpdesks/contract';
import { type Stage } from './stage.js';

const reply: Step = { kind: 'reply', body: 'Hello' };
const hourMs = 3_600_000;

/** How a write is recognised: by a mark that the platform carries, or by what it looks like. */
export function proofPromises(stage: () => Stage, { proof }: HelpdeskAdapter): void {
  const opened = () => stage().remote.customerOpens('Help', 'Please');
  const find = async (ticketId: string, mark = stage().mark()) =>
    (await stage().find(ticketId, [reply], mark))[0] ?? null;

  test('of a write that is there once, nothing says that there may be two', async () => {
    const ticketId = await opened();
    await stage().perform(ticketId, [reply]);
    expect((await find(ticketId))?.candidates).toBeUndefined();
  });

  if (proof === 'mark') {
    test('a write of ours is known by its operation, whoever is asked about', async () => {
      const ticketId = await opened();
      await stage().perform(ticketId, [reply]);
      expect(await find(ticketId, { ...stage().mark(), authorId: null })).not.toBeNull();
      expect(await find(ticketId, stage().mark('op_2'))).toBeNull();
    });
    return;
  }

  test('two writes that fit are both named, and neither is claimed to be the only one', async () => {
    const ticketId = await opened();
    const [one] = await stage().perform(ticketId, [reply], { mark: stage().mark('op_1') });
    const [two] = await stage().perform(ticketId, [reply], { mark: stage().mark('op_2') });
    const both = [...(one?.remoteIds ?? []), ...(two?.remoteIds ?? [])];
    const found = await find(ticketId);
    expect(found?.candidates?.length).toBeGreaterThan(1);
    expect(found?.candidates?.toSorted()).toEqual(both.toSorted());
  });

  test('what other operations are known to have written is never ours', async () => {
    const ticketId = await opened();
    const [one] = await stage().perform(ticketId, [reply]);
    const [two] = await stage().perform(ticketId, [reply]);
    const [first, second] = [one?.remoteIds ?? [], two?.remoteIds ?? []];
    expect((await find(ticketId, stage().mark('op_1', second)))?.remoteIds).toEqual(first);
    expect((await find(ticketId, stage().mark('op_1', second)))?.candidates).toBeUndefined();
    expect(await find(ticketId, stage().mark('op_1', [...first, ...second]))).toBeNull();
  });

  test('what was written long before the first attempt is not ours', async () => {
    const ticketId = await opened();
    await stage().perform(ticketId, [reply]);
    expect(await find(ticketId, { ...stage().mark(), since: new Date(Date.now() + hourMs) })).toBeNull();
    expect(await find(ticketId, { ...stage().mark(), since: new Date(Date.now() - hourMs) })).not.toBeNull();
  });

  test('what somebody else wrote is not ours, also when that is another agent of ours', async () => {
    const { credentials, otherAgentId } = stage().remote;
    const ticketId = await opened();
    const theirs = { ...stage().mark(), authorId: otherAgentId };
    await stage().perform(ticketId, [reply], { as: credentials.agent, mark: theirs });
    expect(await find(ticketId)).toBeNull();
    expect(await find(ticketId, theirs)).not.toBeNull();
  });
}
