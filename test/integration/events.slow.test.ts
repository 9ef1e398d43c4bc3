import { get, type IncomingMessage, type ServerResponse } from 'node:http';
import { jest } from '@jest/globals';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessModule, ApiKeys } from '@nightdesk/access';
import { LanesModule } from '@nightdesk/lanes';
import { Outbox, OutboxModule } from '@nightdesk/outbox';
import { Log } from '@nightdesk/platform/observability';
import { EventPulse } from '../../apps/api/src/events/event-pulse.js';
import { EventStream } from '../../apps/api/src/events/event-stream.js';
import { EventsController } from '../../apps/api/src/events/events.controller.js';
import { EdgeModule } from '../../apps/api/src/http/http.module.js';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { platformModules } from '../support/platform-modules.js';
import { until } from '../support/until.js';
import { fact } from './outbox.world.js';

jest.setTimeout(90_000);

/** More than the buffers of a socket take on this machine, all together 24 MB. */
const many = 2_000;
const frameBytes = 12_000;
const takesWithinMs = 5_000;

let database: TestDatabase;
let app: NestFastifyApplication;
let url: string;
let key: string;
let failures: string[];

beforeAll(async () => {
  database = await cloneTemplate();
  const platform = platformModules({ DATABASE_URL: database.url });
  @Module({
    imports: [...platform, LanesModule, AccessModule, OutboxModule, EdgeModule],
    controllers: [EventsController],
    providers: [EventPulse, EventStream],
  })
  class Root {}
  app = await NestFactory.create<NestFastifyApplication>(
    Root,
    new FastifyAdapter({ forceCloseConnections: true }),
    { logger: ['error'] },
  );
  app.get(EventStream).takesWithinMs = takesWithinMs;
  failures = [];
  app.get(Log).failure = (event) => void failures.push(event);
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
  const made = await app
    .get(ApiKeys)
    .create({ name: 'reader', scopes: ['read'], accountIds: [], tier: 'standard' }, 'test');
  key = made.key;
  for (let batch = 0; batch < many; batch += 100) {
    const data = { text: 'x'.repeat(frameBytes) };
    await app.get(Outbox).record(Array.from({ length: 100 }, () => fact({ data })));
  }
});
afterAll(async () => {
  await app?.close();
  await database.drop();
});

/** Opens the stream; hardly anything is read from the socket before `read`. */
function open(last?: string): Promise<IncomingMessage> {
  const headers = {
    Authorization: `Bearer ${key}`,
    ...(last === undefined ? {} : { 'Last-Event-ID': last }),
  };
  return new Promise((resolve, reject) => {
    get(`${url}/v1/events/stream`, { headers, agent: false }, resolve).on('error', reject);
  });
}

/** The ids of the events that come, until there are so many or the connection ends. */
async function read(answer: IncomingMessage, count: number): Promise<string[]> {
  const ids: string[] = [];
  let text = '';
  try {
    for await (const chunk of answer) {
      text += String(chunk);
      const frames = text.split('\n\n');
      text = frames.pop() ?? '';
      for (const frame of frames) {
        const [, id] = /^id: (.*)$/m.exec(frame) ?? [];
        if (id !== undefined) ids.push(id);
      }
      if (ids.length >= count) break;
    }
  } catch (error) {
    // Cut in the middle of an event: what was whole counts.
    if ((error as { code?: string }).code !== 'ECONNRESET') throw error;
  }
  return ids;
}

test('who does not read is cut, has little held for it, delays nobody, and comes back to the very next event', async () => {
  const responses: ServerResponse[] = [];
  app.getHttpServer().on('request', (_request, response: ServerResponse) => responses.push(response));
  const paused = await open();
  const openedAt = Date.now();
  let mostHeld = 0;
  const watching = setInterval(() => {
    for (const { writableLength, socket } of responses)
      mostHeld = Math.max(mostHeld, writableLength, socket?.writableLength ?? 0);
  }, 2);
  const others = await Promise.all([1, 2, 3].map(async () => read(await open(), many)));
  expect(others.map((ids) => new Set(ids).size)).toEqual([many, many, many]);

  await until(() => responses[0]?.destroyed, takesWithinMs + 10_000);
  clearInterval(watching);
  expect(Date.now() - openedAt).toBeGreaterThanOrEqual(takesWithinMs);
  // What filled the buffer, and the event after which it was noticed.
  expect(mostHeld).toBeGreaterThan(frameBytes);
  expect(mostHeld).toBeLessThan(3 * frameBytes + 16_384);

  const first = await read(paused, many);
  expect(first.length).toBeLessThan(many);
  const rest = await read(await open(first.at(-1)), many - first.length);
  expect([...first, ...rest]).toEqual(others[0]);
  // That somebody does not read is no failure of ours.
  expect(failures).toEqual([]);
});
