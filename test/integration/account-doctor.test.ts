import { jest } from '@jest/globals';
import type { Examination } from '@nightdesk/sdk';
import { Desk } from '../support/desk.js';
import { until } from '../support/until.js';

jest.setTimeout(120_000);

let desk: Desk;
let account: string;
beforeAll(async () => {
  desk = await Desk.start();
  account = await desk.world.account();
  desk.world.customerWrites('It broke.');
  await desk.world.events('ticket.created');
});
afterAll(() => desk?.stop());

const api = () => desk.world.nightdesk;
const examine = () => api().repairs.examine(account);
const states = ({ data }: Examination) => Object.fromEntries(data.map(({ name, state }) => [name, state]));
const fine = {
  credential: 'fine',
  clock: 'fine',
  rights: 'fine',
  platform: 'fine',
  budget: 'fine',
  webhook: 'fine',
  sweep: 'fine',
  subscriber: 'fine',
};

test('an account that is well is fine in everything, and nothing of it is changed', async () => {
  await until(
    () =>
      api()
        .sweep(account)
        .catch(() => null),
    30_000,
  );
  await until(
    async () =>
      (
        await api()
          .sweeps(account)
          .catch(() => null)
      )?.incremental.lastAt,
    30_000,
  );
  const before = await api().account(account);
  expect(states(await examine())).toEqual(fine);
  expect(await api().account(account)).toEqual(before);
});

test('what is wrong is told with a remedy, each by itself', async () => {
  const [subscriber] = await api().subscribers();
  await desk.rows(`UPDATE webhooks SET problem = 'Set it up again.' WHERE account_id = $1`, account);
  await desk.rows(`UPDATE subscribers SET state = 'disabled' WHERE id = $1`, subscriber?.id);
  const found = await examine();
  expect(states(found)).toEqual({ ...fine, webhook: 'wrong', subscriber: 'wrong' });
  const wrong = found.data.filter(({ state }) => state === 'wrong');
  expect(wrong.map(({ remedy }) => remedy)).toEqual([
    'Set it up again.',
    'Create a subscriber for this account, or switch one on again.',
  ]);
  await desk.rows(`UPDATE webhooks SET problem = NULL WHERE account_id = $1`, account);
  await desk.rows(`UPDATE subscribers SET state = 'active' WHERE id = $1`, subscriber?.id);
});

test('a credential that the platform refuses is told in its words, with what to do', async () => {
  for (const kind of ['401', '401'] as const)
    desk.world.sandbox.control.fault({ platform: 'zendesk', site: 'acme', kind, times: 5 });
  const { data } = await examine();
  expect(data[0]).toMatchObject({
    name: 'credential',
    state: 'wrong',
    remedy: expect.stringMatching(/[Cc]onnect/) as string,
  });
  expect(data[0]?.says).toContain('Zendesk refuses it');
});

test('an account that there is not, is not examined', async () => {
  await expect(api().repairs.examine('acc_none')).rejects.toMatchObject({ status: 404 });
});
