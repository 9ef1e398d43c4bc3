import { createReadStream } from 'node:fs';
import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Needs } from '../http/access.guard.js';
import { Unlimited } from '../http/rate-limit/rate-limit.guard.js';
import { indexFile, pageHeaders } from './page.js';

/** The page's own addresses; which of them is shown is decided in the browser. */
@Controller()
@Needs('public')
@Unlimited()
export class PageController {
  @Get([
    '/',
    'login',
    'connect',
    'connect/done',
    'connect/failed',
    'connect/l/:token',
    'connect/thanks',
    'accounts/:accountId',
    'accounts/:accountId/tickets/:ticketId',
    'accounts/:accountId/what-if',
    'dead-letters',
    'deliveries/:deliveryId',
    'operations/:operationId',
    'password/:token',
    'settings',
    'settings/:place',
    'settings/subscribers/:subscriberId',
  ])
  index(@Res() reply: FastifyReply) {
    return reply.headers(pageHeaders).type('text/html; charset=utf-8').send(createReadStream(indexFile));
  }
}
