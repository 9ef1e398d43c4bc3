import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database } from '@nightdesk/platform/database';
import { Log, metrics } from '@nightdesk/platform/observability';
import { mayRead } from '../cors.js';
import { sendProblem } from '../problem.js';
import { requestTraceId } from '../tracing.js';
import { admits, isLong, standingOf } from './admission.js';
import { Pace } from './pace.js';

/** They never come to where other requests are counted. */
const saturated = metrics.counter({
  name: 'nightdesk_api_saturated_total',
  help: 'Requests that were refused at once with 503, because this process had no time for them.',
});

/** A spell of refusals is one line in the log; it is over after so long without any. */
const spellMs = 5_000;

const refusalHeaders = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none';frame-ancestors 'none';base-uri 'none'",
  'X-Content-Type-Options': 'nosniff',
};

/**
 * Refuses with 503 what this process has no time for, before anything is looked at. Fastify is not reached: what a refusal costs
 * is taken from those that are let in, and so it costs half.
 */
export function admitRequests(app: NestFastifyApplication, origins: readonly string[]): void {
  const log = app.get(Log);
  const { pool } = app.get(Database);
  const pace = new Pace(() => pool.waitingCount >= pool.options.max);
  const allowed = new Set(origins);
  let lastRefusal = -spellMs;
  let refused = 0;

  const refuse = (request: IncomingMessage, response: ServerResponse) => {
    const now = performance.now();
    refused += 1;
    saturated.inc();
    if (now - lastRefusal > spellMs)
      log.line('api.saturated', {
        inFlight: pace.inFlight,
        perSecond: Math.round(pace.perMs * 1_000),
        refused,
      });
    lastRefusal = now;
    // Spread over three seconds, so that they do not come back all at once.
    const retryAfterSeconds = 1 + (refused % 3);
    const detail =
      'More is being asked than this process can answer soon, so it refused this at once. Nothing was done; send it again ' +
      `in ${retryAfterSeconds} s, with the same Idempotency-Key if it has one.`;
    const problem = { status: 503, title: 'Overloaded', detail, retryAfterSeconds };
    const headers = { ...refusalHeaders, ...mayRead(request.headers.origin, allowed) };
    sendProblem(response, problem, requestTraceId(request.headers), headers);
  };

  const server = app.getHttpServer() as Server;
  const listeners = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const { url = '/', headers } = request;
    const standing = standingOf(url, headers);
    if (!admits(pace, standing)) return refuse(request, response);
    // A burst of webhooks is no reason to refuse anybody else: they are stored together.
    if (standing !== 'always' && !isLong(url)) {
      pace.begin();
      response.once('close', () => pace.end());
    }
    for (const listener of listeners) listener(request, response);
  });
  server.once('close', () => pace.stop());
}
