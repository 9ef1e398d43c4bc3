import 'reflect-metadata';
import { Controller, Module, Param, Post, Req, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ByHand } from './by-hand.js';
import { settings } from './settings.js';

/** The same as a controller of Nest, on Fastify. */
const given = await settings();
const hand = new ByHand(given);

@Controller('v1/webhooks')
class Webhooks {
  @Post(':accountId')
  async accept(
    @Param('accountId') accountId: string,
    @Req() request: FastifyRequest & { rawBody?: Buffer },
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await reply
      .status(await hand.accept(accountId, request.headers, request.rawBody ?? Buffer.alloc(0)))
      .send();
  }
}

@Module({ controllers: [Webhooks] })
class Root {}

const app = await NestFactory.create<NestFastifyApplication>(Root, new FastifyAdapter(), {
  logger: false,
  rawBody: true,
});
await app.listen(given.port, '127.0.0.1');
process.send?.('ready');
process.once('disconnect', () => process.exit());
