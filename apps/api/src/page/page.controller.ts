import { createReadStream } from 'node:fs';
import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Needs } from '../http/access.guard.js';
import { indexFile, pageHeaders } from './page.js';

/** The page's own addresses; which of them is shown is decided in the browser. */
@Controller()
@Needs('public')
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
    'dead-letters',
    'operations/:operationId',
  ])
  index(@Res() reply: FastifyReply) {
    return reply.headers(pageHeaders).type('text/html; charset=utf-8').send(createReadStream(indexFile));
  }
}
