import 'reflect-metadata';
import { setTimeout as pass } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { freePort, Service } from '../support/service.js';
import { until } from '../support/until.js';
import { KeyRoom, rings } from './keys.world.js';

jest.setTimeout(180_000);

let room: KeyRoom;
let account: string;
let ticket: string;
/** What the page of somebody knows who logged in before the key was changed. */
let page: Record<string, string>;

beforeAll(async () => {
  room = await KeyRoom.open();
  room.world.sandbox.control.zendesk('acme').change({ plan: 'Suite Enterprise Plus', highVolume: true });
  account = await room.world.account();
  ticket = room.world.customerWrites('Where is my order?');
  await room.world.events('ticket.created');
  page = await login();
  await room.many(3_000, rings.old);
});
afterAll(() => room.close());

async function login(): Promise<Record<string, string>> {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = room.world.environment;
  const answer = await fetch(`${room.world.url}/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  return {
    Cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '',
    'X-CSRF-Token': csrfToken,
    'Content-Type': 'application/json',
  };
}

/** An unsafe request of the page, as the person makes it who logged in with the old key. */
const acts = async (idempotencyKey: string) => {
  const answer = await fetch(`${room.world.url}/v1/accounts/${account}/probe`, {
    method: 'POST',
    headers: { ...page, 'Idempotency-Key': idempotencyKey },
    body: '{}',
  });
  return answer.status;
};

test.each(['api', 'worker'] as const)(
  'the %s refuses a ring that lacks a key in use, or has other bytes',
  async (program) => {
    const without = await room.refusal(program, rings.fresh);
    expect(without).toMatch(/ended with 1/);
    expect(without).toMatch(/KEY_RING has no key "k1".*credentials\.sealed_access.*Add it back/);
    const wrong = await room.refusal(program, rings.wrongBytes);
    expect(wrong).toMatch(/ended with 1/);
    expect(wrong).toMatch(/key "k1" of KEY_RING is not the one/);
  },
);

test('the key is changed beside running writers, through a kill -9, and everything still works', async () => {
  const before = await room.records(rings.old);
  await room.restart(rings.both);
  await room.restart(rings.turned);
  expect(await acts('with an old CSRF token')).toBeLessThan(300);

  // One process was forgotten and still seals with the old key.
  const url = `http://127.0.0.1:${await freePort()}`;
  const environment = { ...room.world.environment, PORT: new URL(url).port, KEY_RING: rings.both };
  const forgotten = new Service('apps/api/src/main.ts', environment, `${url}/readyz`);
  await forgotten.start();

  let stop = false;
  const failures: unknown[] = [];
  let written = 0;
  const writing = (async () => {
    while (!stop) {
      written += 1;
      try {
        await room.sql.query('UPDATE credentials SET refresh_at = now() WHERE account_id = $1', [account]);
        const answer = await fetch(`${url}/v1/api-keys`, {
          method: 'POST',
          headers: {
            Authorization: `Bearer ${room.world.key}`,
            'Content-Type': 'application/json',
            'Idempotency-Key': `old-process-${written}`,
          },
          body: JSON.stringify({ name: `key ${written}`, scopes: ['read'] }),
        });
        if (!answer.ok) failures.push(await answer.text());
      } catch (error) {
        failures.push(error);
      }
      await pass(20);
    }
  })();

  const killed = room.rotation(rings.turned);
  await until(() => killed.said.includes('credentials.sealed_access'));
  await killed.kill();
  const half = (await room.records(rings.turned)).filter(({ keyId }) => keyId === 'k1').length;
  expect(half).toBeGreaterThan(1_000);

  const second = await room.rotation(rings.turned).ended();
  expect(second.code).toBe(0);
  stop = true;
  await writing;
  await forgotten.stop();
  expect(failures).toEqual([]);
  expect(written).toBeGreaterThan(2);

  // What the forgotten process sealed meanwhile.
  expect(await room.rotation(rings.turned).ended()).toMatchObject({ code: 0 });
  const checked = await room.rotation(rings.turned, '--check').ended();
  expect(checked.said).toMatch(/key "k2" \(current\) seals 6\d{3} records/);
  expect(checked.said).toMatch(/key "k1" \(old\) seals 0 records; it may be removed/);

  const after = await room.records(rings.fresh);
  expect(after.filter(({ keyId }) => keyId !== 'k2')).toEqual([]);
  const texts = new Set(after.map(({ text }) => text));
  const many = before.filter(({ text }) => text?.includes(' of cred_'));
  expect(many).toHaveLength(6_000);
  expect(many.filter(({ text }) => !texts.has(text))).toEqual([]);

  const begun = await room.audit('keys.rotation_begun');
  expect([begun.length, (await room.audit('keys.rotation_ended')).length]).toEqual([3, 2]);
  const resealed = await room.audit<{ column: string; resealed: number }>('keys.resealed');
  const access = resealed.filter(({ column }) => column === 'credentials.sealed_access');
  expect(access.reduce((sum, step) => sum + step.resealed, 0)).toBeGreaterThanOrEqual(3_000);

  await room.restart(rings.fresh);
  const sent = await room.world.nightdesk.submit(account, ticket, {
    steps: [{ kind: 'reply', body: 'Found it.' }],
  });
  await until(async () => (await room.world.nightdesk.operation(sent.id)).state === 'confirmed');
  const next = room.world.customerWrites('And mine?');
  await until(() => room.world.consumer.received('ticket.created').find(({ ticketId }) => ticketId === next));
});

test('a column that this version does not know stops a rotation before it changes anything', async () => {
  await room.sql.query('ALTER TABLE accounts ADD COLUMN sealed_notes text');
  const { code, said } = await room.rotation(rings.fresh).ended();
  await room.sql.query('ALTER TABLE accounts DROP COLUMN sealed_notes');
  expect(code).toBe(1);
  expect(said).toMatch(/accounts\.sealed_notes/);
});

test('a record that does not open is left, counted and told; the start is not stopped by it', async () => {
  await room.sql.query(
    `UPDATE credentials SET sealed_refresh = 'v1.k1.AAAA.AAAA.AAAA' WHERE id = 'cred_000007'`,
  );
  const { code, said } = await room.rotation(rings.turned).ended();
  expect(code).toBe(1);
  expect(said).toMatch(/credentials\.sealed_refresh: \d+ sealed anew; 1 do not open/);
  await room.sql.query(
    `UPDATE credentials SET sealed_refresh = 'v1.k2.AAAA.AAAA.AAAA' WHERE id = 'cred_000000'`,
  );
  await room.sql.query(`UPDATE credentials SET sealed_refresh = NULL WHERE id = 'cred_000007'`);
  expect(await room.refusal('worker', rings.fresh)).toBe('it started');
});
