import fastifyCookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { FirstPerson, Users } from '@nightdesk/access';
import { loadPlatforms } from '@nightdesk/helpdesks/directory';
import { KeyUse } from '@nightdesk/key-rotation';
import type { Config } from '@nightdesk/platform/config';
import { nameConnections, requireMigrations } from '@nightdesk/platform/database';
import { Log, startTracing } from '@nightdesk/platform/observability';
import { ApiModule } from './app.module.js';
import { admitRequests } from './http/admission/admit-requests.js';
import { compressAnswers } from './http/compression.js';
import { allowOrigins } from './http/cors.js';
import { secureAnswers } from './http/security-headers.js';
import { countRequests } from './http/request-metrics.js';
import { requestTraceId, traceRequests } from './http/tracing.js';
import { refuseMisuse, refusals } from './http/unreadable.js';
import { serveDescription } from './openapi/description.js';
import { servePage } from './page/page.js';
import { deliverDirectly } from './webhooks/direct-intake.js';

const mebibyte = 1_048_576;

/** Starts the api on `config.HOST` and `config.PORT`; refuses when a migration or a key is missing. */
export async function startApi(config: Config): Promise<NestFastifyApplication> {
  nameConnections('nightdesk-api');
  loadPlatforms(config.PLATFORM_FILES);
  await requireMigrations(config.DATABASE_URL);
  const log = new Log({ level: config.LOG_LEVEL, process: 'api' });
  await startTracing(config, 'api', log);
  const adapter = new FastifyAdapter({
    bodyLimit: mebibyte,
    trustProxy: config.TRUST_PROXY,
    // A client that sends slowly is cut off; it cannot hold a connection. Node looks for those every 30 s otherwise.
    requestTimeout: 15_000,
    // Whoever names no host is refused by us, with a problem.
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 1_000, requireHostHeader: false },
    connectionTimeout: 60_000,
    genReqId: (request: { headers: Record<string, string | string[] | undefined> }) =>
      requestTraceId(request.headers),
    forceCloseConnections: true,
    ...refusals(log),
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.forRoot(config, log), adapter, {
    logger: log,
    rawBody: true,
    bodyParser: false,
    abortOnError: false,
  });
  await app.get(KeyUse).require();
  readJson(app);
  await app.register(fastifyCookie);
  traceRequests(app.getHttpAdapter().getInstance());
  await secureAnswers(app, config);
  allowOrigins(app.getHttpAdapter().getInstance(), config.CORS_ORIGINS);
  admitRequests(app, config.CORS_ORIGINS);
  refuseMisuse(app.getHttpAdapter().getInstance());
  countRequests(app.getHttpAdapter().getInstance());
  compressAnswers(app.getHttpAdapter().getInstance());
  deliverDirectly(app);
  await servePage(app);
  await serveDescription(app);
  if (config.ADMIN_PASSWORD) await app.get(Users).ensureFirst(config.ADMIN_EMAIL, config.ADMIN_PASSWORD);
  await tellSetUpCode(app.get(FirstPerson), log, config.PUBLIC_URL);
  await app.listen(config.PORT, config.HOST);
  return app;
}

/** While nobody can log in. Whoever reads the log may make the first person, and nobody else. */
async function tellSetUpCode(first: FirstPerson, log: Log, publicUrl: string): Promise<void> {
  if (!(await first.isNeeded())) return;
  const code = await first.newCode();
  log.warn(`Nobody can log in yet. Open ${publicUrl}/login and set Nightdesk up with the code ${code}`);
}

/**
 * JSON and nothing else: a form of somebody else's page is refused before anything looks at it. A webhook's body is for the
 * platform's adapter alone, which knows what that platform sends (Freshdesk puts texts into JSON unescaped); its bytes are
 * all that is kept.
 */
function readJson(app: NestFastifyApplication): void {
  const server = app.getHttpAdapter().getInstance();
  server.removeContentTypeParser('text/plain');
  const parse = server.getDefaultJsonParser('error', 'error');
  app.useBodyParser('application/json', { bodyLimit: mebibyte }, (request, body, done) => {
    if (request.url?.startsWith('/v1/webhooks/')) done(null, undefined);
    else void parse(request as never, String(body), done);
  });
}
