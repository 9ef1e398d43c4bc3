import 'reflect-metadata';
import { setTimeout as wait } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Credentials, CredentialsModule, Refresher, TokenWire } from '@nightdesk/credentials';
import { HelpdeskError } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { LanesModule } from '@nightdesk/lanes';
import { ClockModule } from '@nightdesk/platform/clock';
import { ConfigModule, loadConfig } from '@nightdesk/platform/config';
import { CryptoModule } from '@nightdesk/platform/crypto';
import { DatabaseModule } from '@nightdesk/platform/database';
import { HttpModule } from '@nightdesk/platform/http';
import { Log, ObservabilityModule } from '@nightdesk/platform/observability';
import { RedisModule } from '@nightdesk/platform/redis';

/** What a process of callers is told. */
export interface CallersTask {
  environment: Record<string, string>;
  accountId: string;
  site: string;
  callers: number;
  /** When all processes begin, in milliseconds since 1970. */
  beginAt: number;
}

const task = JSON.parse(process.argv[2] ?? '') as CallersTask;

@Module({
  imports: [
    ConfigModule.forRoot(loadConfig(task.environment)),
    ObservabilityModule.forRoot(new Log({ level: 'silent', process: 'test' })),
    ClockModule,
    CryptoModule,
    DatabaseModule,
    HttpModule,
    RedisModule,
    LanesModule,
    CredentialsModule,
  ],
})
class Root {}

const app = await NestFactory.createApplicationContext(Root, { logger: ['error'] });
const [credentials, refresher, wire] = [app.get(Credentials), app.get(Refresher), app.get(TokenWire)];
const adapter = adapterFor('zendesk');
/** Null: it answered. Tried again where no answer came in time, as the gateway does: whoever runs beside us may slow it down. */
const whoami = async (attempt = 1): Promise<{ id: string; version: number } | null> => {
  const credential = await credentials.forLane(task.accountId, 'read');
  const send = wire.send({ platform: 'zendesk', site: task.site, region: null }, credential.use);
  try {
    await adapter.whoami(send);
    return null;
  } catch (error) {
    if (!(error instanceof HelpdeskError)) throw error;
    if (error.kind === 'unauthenticated') return credential;
    if (error.kind === 'unavailable' && attempt < 3) return whoami(attempt + 1);
    throw error;
  }
};

/** A call, and after a 401 one refresh and one repeat, as the gateway makes it; but all callers at once. */
async function caller(): Promise<string> {
  try {
    const refused = await whoami();
    if (!refused) return 'answered';
    await refresher.refresh(refused.id, refused.version);
    return (await whoami()) ? 'refused again' : 'answered';
  } catch (error) {
    return String(error);
  }
}

await wait(Math.max(0, task.beginAt - Date.now()));
const ends = await Promise.all(Array.from({ length: task.callers }, caller));
process.stdout.write(JSON.stringify(ends));
await app.close();
