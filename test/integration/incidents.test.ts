import { jest } from '@jest/globals';
import { Watch } from '@nightdesk/incidents';
import { Mailbox } from './incidents.mailbox.js';
import { World } from './incidents.world.js';

jest.setTimeout(60_000);

const operator = 'ops@example.com';
const contact = 'admin@acme.example.com';
const chief = 'chief@example.com';

let box: Mailbox;
let world: World;
beforeAll(async () => {
  box = await Mailbox.open();
  world = await World.open({
    SMTP_URL: box.url,
    ALERT_EMAILS: operator,
    ESCALATION_EMAILS: chief,
    PUBLIC_URL: 'https://desk.example.com',
  });
});
afterAll(async () => {
  await world.close();
  await box.close();
});
beforeEach(async () => {
  await world.rows(
    'TRUNCATE accounts, operations, events, incidents, alerts, connect_links, ticket_fuses CASCADE',
  );
  box.mails.length = 0;
  box.unknown = [];
  box.busy = false;
  await world.account('acme', { admin_email: contact });
});

const subjects = (address = operator) => box.to(address).map(({ subject }) => subject);
const opened = '[Nightdesk] Must be connected again: acme (zendesk)';
const resolved = '[Nightdesk] Resolved: Must be connected again: acme (zendesk)';
const reminder = '[Nightdesk] Still open: Must be connected again: acme (zendesk)';

test('a refused credential is told with cause, effect, remedy, what waits and a link; the contact can mend it', async () => {
  await world.insert('operations', {
    id: 'op',
    account_id: 'acme',
    ticket_id: '7',
    state: 'held',
    content_hash: 'h',
    if_status_in: [],
    requested_by: 'key',
    trace_id: 't',
    due_at: world.now,
    created_at: world.now,
  });
  await world.refused('acme');
  await world.tickAndTell();
  expect(subjects()).toEqual([opened]);
  const { text = '', headers = '' } = box.to(operator)[0] ?? {};
  expect(text).toContain('Refused.');
  expect(text).toContain('What it means: Webhooks are accepted and stored, and wait; so do operations.');
  expect(text).toContain('What to do: Connect again.');
  expect(text).toContain('Since: 2026-11-22 08:00 UTC');
  expect(text).toContain('What waits: 1 operation to the helpdesk, 0 changes from it');
  expect(text).toContain('https://desk.example.com/accounts/acme');
  expect(text).not.toContain('/connect/');
  expect(headers).toMatch(/^From: Nightdesk <nightdesk@localhost>/m);
  const own = box.to(contact);
  expect(own.map(({ subject }) => subject)).toEqual([opened]);
  expect(own[0]?.text).toMatch(/Connect it again \(no login; .*\): https:\/\/desk\.example\.com\/connect\//);
  expect(await world.rows('SELECT purpose, account_id FROM connect_links')).toEqual([
    { purpose: 'repair', account_id: 'acme' },
  ]);
});

test('one incident, one event and one mail, however many look at once', async () => {
  const second = await World.open({ SMTP_URL: box.url, ALERT_EMAILS: operator }, world.url);
  second.now = world.now;
  await world.refused('acme');
  const looks = [world, second].flatMap((one) => {
    const watch = one.get(Watch);
    return Array.from({ length: 8 }, () => watch.look('urgent'));
  });
  await Promise.all(looks);
  await Promise.all([world.tell(), second.tell()]);
  expect(await world.all()).toHaveLength(1);
  expect(await world.rows('SELECT type FROM events')).toEqual([{ type: 'incident.opened' }]);
  expect(subjects()).toEqual([opened]);
  await world.accepted('acme');
  await Promise.all(looks.map((_, index) => [world, second][index % 2]!.get(Watch).look('urgent')));
  await Promise.all([world.tell(), second.tell()]);
  await second.close();
  expect(await world.rows('SELECT type FROM events ORDER BY seq')).toEqual([
    { type: 'incident.opened' },
    { type: 'incident.resolved' },
  ]);
  expect(subjects()).toEqual([opened, resolved]);
});

test('it resolves by itself and tells that once, to whoever was told; meanwhile it is quiet', async () => {
  await world.refused('acme');
  await world.tickAndTell();
  for (let minute = 0; minute < 50; minute += 10) {
    world.pass(10);
    await world.tickAndTell();
  }
  expect(subjects()).toEqual([opened]);
  await world.accepted('acme');
  await world.tickAndTell();
  world.pass(1);
  await world.tickAndTell();
  expect(subjects()).toEqual([opened, resolved]);
  expect(subjects(contact)).toEqual([opened, resolved]);
  expect(box.to(operator)[1]?.text).toContain('This is no longer so; nothing has to be done.');
  expect(box.to(contact)[1]?.text).not.toContain('/connect/');
});

test('what was over before it was told is told to nobody', async () => {
  await world.refused('acme');
  await world.tick();
  await world.accepted('acme');
  await world.tickAndTell();
  expect(box.mails).toEqual([]);
  expect(await world.rows('SELECT DISTINCT state FROM alerts')).toEqual([{ state: 'dropped' }]);
});

test('people are reminded at growing gaps, up to a day', async () => {
  await world.refused('acme');
  await world.tickAndTell();
  const after: number[] = [];
  for (let minute = 30; minute <= 4 * 24 * 60; minute += 30) {
    world.pass(30);
    const before = subjects().length;
    await world.tickAndTell();
    if (subjects().length > before) after.push(minute / 60);
  }
  expect(after).toEqual([1, 5, 21, 45, 69, 93]);
  expect(subjects()).toEqual([opened, ...after.map(() => reminder)]);
});

test('a critical incident that nobody sees to is escalated, once; a warning is not', async () => {
  await world.account('quiet');
  await world.insert('webhooks', {
    account_id: 'quiet',
    url: 'https://x',
    sealed_secret: 'x',
    created_at: world.now,
    problem: 'gone',
  });
  await world.refused('acme');
  for (const minutes of [59, 2, 60, 600]) {
    await world.tickAndTell();
    world.pass(minutes);
  }
  expect(subjects(chief)).toEqual(['[Nightdesk] Not seen to: Must be connected again: acme (zendesk)']);
  await world.accepted('acme');
  await world.tickAndTell();
  expect(subjects(chief)).toHaveLength(2);
});

test('who acknowledges an incident ends its reminders and its escalation, and still hears of its end', async () => {
  await world.refused('acme');
  await world.tickAndTell();
  const [incident] = await world.open();
  const acknowledge = () =>
    world.incidents.get(incident!.id, { accountIds: [] }).then(async () => {
      const { Database } = await import('@nightdesk/platform/database');
      return world
        .get(Database)
        .transaction((tx) =>
          world.incidents.acknowledge(tx, incident!.id, { actor: 'usr_1', accountIds: [] }),
        );
    });
  expect(await acknowledge()).toMatchObject({ acknowledgedBy: 'usr_1', remindAt: null });
  await acknowledge();
  expect(await world.rows(`SELECT actor FROM audit_log WHERE action = 'incident.acknowledged'`)).toHaveLength(
    1,
  );
  for (const minutes of [61, 300, 2_000]) {
    world.pass(minutes);
    await world.tickAndTell();
  }
  expect(subjects()).toEqual([opened]);
  expect(subjects(chief)).toEqual([]);
  await world.accepted('acme');
  await world.tickAndTell();
  expect(subjects()).toEqual([opened, resolved]);
  await expect(acknowledge()).rejects.toThrow('is resolved');
});

test('one that is so again within 10 minutes is the same incident, and nobody is told anew', async () => {
  await world.refused('acme');
  await world.tickAndTell();
  await world.accepted('acme');
  await world.tickAndTell();
  for (let flap = 0; flap < 3; flap += 1) {
    world.pass(5);
    await world.refused('acme');
    await world.tickAndTell();
    expect(await world.open()).toHaveLength(1);
    await world.accepted('acme');
    await world.tickAndTell();
  }
  expect(await world.all()).toHaveLength(1);
  expect(subjects()).toEqual([opened, resolved]);
  expect(await world.rows(`SELECT 1 FROM events WHERE type = 'incident.opened'`)).toHaveLength(4);
  world.pass(5);
  await world.refused('acme');
  await world.tickAndTell();
  world.pass(61);
  await world.tickAndTell();
  expect(subjects()).toEqual([opened, resolved, reminder]);
  await world.accepted('acme');
  await world.tickAndTell();
  world.pass(11);
  await world.refused('acme');
  await world.tickAndTell();
  expect(await world.all()).toHaveLength(2);
  expect(subjects()).toEqual([opened, resolved, reminder, resolved, opened]);
});

test('the end of watching is not told as if all were well', async () => {
  await world.refused('acme');
  await world.tickAndTell();
  await world.rows(`UPDATE accounts SET state = 'disconnected', cause = 'disconnected'`);
  await world.tickAndTell();
  expect(box.to(operator)[1]?.text).toContain(
    'Nobody is reminded any more, because the account is disconnected.',
  );
});

test('figures that change are stored quietly', async () => {
  await world.refused('acme');
  await world.tickAndTell();
  await world.rows(`UPDATE accounts SET reason = 'Refused again.'`);
  await world.tickAndTell();
  expect(await world.open()).toMatchObject([{ reason: 'Refused again.' }]);
  expect(subjects()).toEqual([opened]);
});

test('what breaks together is told together, and a thousand accounts make twenty mails', async () => {
  await world.rows(
    `INSERT INTO accounts (id, platform, site, state, cause, reason, remedy, state_since, required_capabilities, created_at)
     SELECT 'acc_' || n, 'zendesk', 'site' || n, 'suspended', 'key_refused', 'r', 'm', $1, '{}', $1 FROM generate_series(1, 1000) n`,
    world.now,
  );
  await world.tickAndTell();
  expect(await world.open()).toHaveLength(1_000);
  expect(subjects()).toEqual(Array.from({ length: 20 }, () => '[Nightdesk] 50 incidents'));
  await world.rows(`UPDATE accounts SET state = 'live', cause = 'allowed'`);
  await world.tickAndTell();
  expect(subjects().slice(20)).toEqual(Array.from({ length: 20 }, () => '[Nightdesk] 50 resolved'));
});
