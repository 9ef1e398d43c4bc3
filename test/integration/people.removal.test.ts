import { jest } from '@jest/globals';
import { ApiError } from '@nightdesk/sdk';
import pg from 'pg';
import { Browserless } from '../support/browserless.js';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { KEY_RING } from '../support/key-ring.js';
import { freePort, Service } from '../support/service.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

const login = { email: 'ada@example.com', password: 'correct horse battery' };

let database: TestDatabase;
let api: Service;
let url: string;
let ada: Browserless;
beforeAll(async () => {
  database = await cloneTemplate();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const first = { ADMIN_EMAIL: login.email, ADMIN_PASSWORD: login.password };
  const environment = { DATABASE_URL: database.url, PORT: String(port), PUBLIC_URL: url, KEY_RING, ...first };
  api = new Service('apps/api/src/main.ts', environment, `${url}/readyz`);
  await api.start();
  ada = new Browserless(url);
  await ada.nightdesk.login(login);
});
afterAll(async () => {
  await api?.stop();
  await database?.drop();
});

test('who is removed in the moment of choosing a password is refused, and not held up by it', async () => {
  const { user, link } = await ada.nightdesk.people.invite({ email: 'bob@example.com', role: 'viewer' });
  const holder = new pg.Client({ connectionString: database.url });
  const observer = new pg.Client({ connectionString: database.url });
  await Promise.all([holder.connect(), observer.connect()]);
  try {
    const waiting = async (count: number) =>
      until(async () => {
        const { rows } = await observer.query<{ n: number }>(
          `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return rows[0]?.n === count;
      });
    // Both come to the same person, the removal first.
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM users WHERE id = $1 FOR SHARE', [user.id]);
    const removed = ada.nightdesk.people.remove(user.id);
    await waiting(1);
    const token = link.url.split('/').at(-1) ?? '';
    const chosen = new Browserless(url).nightdesk.entrance.choosePassword(token, login.password).then(
      () => 'chosen',
      (error: unknown) => error,
    );
    await waiting(2);
    await holder.query('COMMIT');
    await removed;
    const refusal = await chosen;
    expect(refusal).toBeInstanceOf(ApiError);
    expect(refusal).toMatchObject({ status: 404 });
  } finally {
    await Promise.all([holder.end(), observer.end()]);
  }
});
