import fastifyCookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Users } from '@nightdesk/access';
import { loadPlatforms } from '@nightdesk/helpdesks/directory';
import { KeyUse } from '@nightdesk/key-rotation';
import type { Config } from '@nightdesk/platform/config';
import { requireMigrations } from '@nightdesk/platform/database';
import { Log } from '@nightdesk/platform/observability';
import { ApiModule } from './app.module.js';
import { requestTraceId, traceRequests } from './http/tracing.js';
import { servePage } from './page/page.js';

const mebibyte = 1_048_576;

/** Starts the api on `config.HOST` and `config.PORT`; refuses when a migration or a key is missing. */
export async function startApi(config: Config): Promise<NestFastifyApplication> {
  loadPlatforms(config.PLATFORM_FILES);
  await requireMigrations(config.DATABASE_URL);
  const log = new Log({ level: config.LOG_LEVEL, process: 'api' });
  const adapter = new FastifyAdapter({
    bodyLimit: mebibyte,
    trustProxy: config.TRUST_PROXY,
    // A client that sends slowly is cut off; it cannot hold a connection.
    requestTimeout: 15_000,
    // Node looks for those every 30 s otherwise.
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 1_000 },
    connectionTimeout: 60_000,
    genReqId: (request: { headers: Record<string, string | string[] | undefined> }) =>
      requestTraceId(request.headers),
    forceCloseConnections: true,
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.forRoot(config, log), adapter, {
    logger: log,
    rawBody: true,
    abortOnError: false,
  });
  await app.get(KeyUse).require();
  leaveWebhooksUnread(app);
  await app.register(fastifyCookie);
  traceRequests(app.getHttpAdapter().getInstance());
  await servePage(app);
  if (config.ADMIN_PASSWORD) await app.get(Users).ensureFirst(config.ADMIN_EMAIL, config.ADMIN_PASSWORD);
  await app.listen(config.PORT, config.HOST);
  return app;
}

/**
 * A webhook's body is for the platform's adapter alone, which knows what that platform sends (Freshdesk puts texts into
 * JSON unescaped); its bytes are all that is kept. Everything else is parsed here.
 */
function leaveWebhooksUnread(app: NestFastifyApplication): void {
  const parse = app.getHttpAdapter().getInstance().getDefaultJsonParser('error', 'error');
  app.useBodyParser('application/json', { bodyLimit: mebibyte }, (request, body, done) => {
    if (request.url?.startsWith('/v1/webhooks/')) done(null, undefined);
    else void parse(request as never, String(body), done);
  });
}
