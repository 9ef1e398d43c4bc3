import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isoSeconds } from './clock.js';
import type { CallFaultKind, Fault } from './faults.js';
import { callFaultKinds } from './faults.js';
import type { World } from './world.js';

/** What a platform says to one call. Strings are sent as HTML, everything else as JSON. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Incoming {
  platform: string;
  site: string;
  /** The route with its parameters named and the platform's prefix left out. */
  route: string;
  path: string;
  ticketId?: string | undefined;
  requestId: string;
}

/** The statuses a fault can force. */
export type StatusFault = Fault & {
  kind: Exclude<CallFaultKind, `${'timeout' | 'reset'}-${string}` | 'slow'>;
};

/**
 * Carries one call through the journal and the faults: a fault may answer instead of the platform, hold the
 * connection before or after the call takes effect, cut it, or slow it down.
 */
export async function respond(
  world: World,
  incoming: Incoming,
  request: FastifyRequest,
  reply: FastifyReply,
  execute: () => Answer,
  refuse: (fault: StatusFault) => Answer,
): Promise<FastifyReply> {
  const { platform, site, route, path, requestId, ticketId } = incoming;
  const { method } = request;
  const fault = world.faults.take(callFaultKinds, { platform, site, method, route, ticketId });
  const at = isoSeconds(world.clock.now());
  const executed = !fault || fault.kind.endsWith('-after') || fault.kind === 'slow';
  const entry = world.journal.add({
    at,
    platform,
    site,
    method,
    route,
    path,
    executed,
    requestId,
    fault: fault?.kind ?? null,
    status: null,
  });
  if (fault?.kind === 'slow') await wait(fault.ms ?? 1000, undefined, { ref: false });
  if (fault?.kind === 'timeout-before') return hold(reply, request.raw.socket, fault);
  const answer = executed ? execute() : refuse(fault as StatusFault);
  if (fault?.kind === 'timeout-after') return hold(reply, request.raw.socket, fault);
  if (fault?.kind === 'reset-after') {
    reply.hijack();
    request.raw.socket.resetAndDestroy();
    return reply;
  }
  entry.status = answer.status;
  return send(reply, answer);
}

export function send(reply: FastifyReply, { status, body, headers = {} }: Answer): FastifyReply {
  reply.code(status).headers(headers);
  if (body === undefined) return reply.send();
  const isPage = typeof body === 'string';
  return reply
    .type(isPage ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8')
    .send(isPage ? body : JSON.stringify(body));
}

/** Long enough that any client's own time-out comes first. */
const holdMs = 120_000;

function hold(reply: FastifyReply, socket: Socket, fault: Fault): FastifyReply {
  reply.hijack();
  const timer = setTimeout(() => socket.destroy(), fault.ms ?? holdMs);
  socket.once('close', () => clearTimeout(timer));
  return reply;
}
