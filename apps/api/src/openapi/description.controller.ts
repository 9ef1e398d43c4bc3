import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Needs } from '../http/access.guard.js';
import { pageHeaders } from '../page/page.js';
import { Answers, Resource } from './answers.js';
import { readDescription, readDescriptionPage } from './description.js';

@Resource('API')
@Controller('v1')
@Needs('public')
export class DescriptionController {
  @Get('openapi.json')
  @Header('Content-Type', 'application/json; charset=utf-8')
  @Header('Cache-Control', 'no-cache')
  @Answers('getDescription', 'This document', { 200: { media: 'application/json' } })
  document(): Promise<string> {
    return readDescription();
  }

  /** For people: every route can be read about, and tried with a key. */
  @Get('docs')
  @Answers('getDescriptionPage', 'This document as a page', { 200: { media: 'text/html' } })
  async page(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const page = await readDescriptionPage();
    reply.headers(pageHeaders).type('text/html; charset=utf-8');
    return page;
  }
}
