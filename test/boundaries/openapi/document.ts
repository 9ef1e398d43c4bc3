import { readFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { Config } from '@nightdesk/platform/config';
import type { Log } from '@nightdesk/platform/observability';
import type { z } from 'zod';
import { ApiModule } from '../../../apps/api/src/app.module.js';
import { Comments } from './comments.js';
import type { Document, PathItem } from './document.types.js';
import { operationOf, type Scanned } from './operations.js';
import { headers, idempotencyKey, lastEventId, problems, securitySchemes, tags } from './parts.js';
import { factsOf } from './routes.js';
import { ComponentSchemas } from './schemas.js';
import { eventWebhook } from './webhook.js';

const about = `Nightdesk connects automations with helpdesks: every ticket event to the automation once, every answer back once.

Times are ISO 8601 in UTC; ids are opaque. Refusals are \`application/problem+json\` (RFC 9457): \`detail\` says what happened and what to do, \`traceId\` finds it in the logs. Fields and values may be added to answers without a new version; read what you know and leave the rest. The guide is docs/api.md.`;

/** Nothing of the two is read: no provider is made. */
const api = () => ApiModule.forRoot({} as Config, {} as Log);

/** What the decorators of each route say, by `Controller.method`. */
export const routeFacts = () => factsOf(api().controllers as unknown as Parameters<typeof factsOf>[0]);

/** The description of our API as the code is now. */
export async function describeApi(): Promise<Document> {
  const facts = routeFacts();
  const comments = new Comments(['libs/contract/src', 'apps/api/src']);
  const schemas = new ComponentSchemas(comments);
  const paths: Record<string, PathItem> = {};
  for (const [path, item] of Object.entries(await scan(schemas)).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (!path.startsWith('/v1/')) continue;
    paths[path] = Object.fromEntries(
      Object.entries(item).map(([method, { operationId, ...scanned }]) => {
        const route = facts.get(operationId);
        if (!route) throw new Error(`${operationId} (${method} ${path}) has no @Answers`);
        return [method, operationOf({ method, path }, route, scanned, comments.ofHandler(operationId))];
      }),
    );
  }
  const webhooks = { event: eventWebhook };
  const answers = Object.fromEntries(Object.values(problems).map(({ name, answer }) => [name, answer]));
  const operations = Object.values(paths).flatMap((item) => Object.values(item));
  return {
    openapi: '3.1.1',
    info: {
      title: 'Nightdesk',
      version: versionOf(),
      description: about,
      license: { name: 'Apache 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'Where this document was found.' }],
    tags,
    paths,
    webhooks,
    components: {
      schemas: schemas.referredTo(
        operations.map(({ parameters, requestBody }) => ({ parameters, requestBody })),
        [operations.map(({ responses }) => responses), webhooks, answers],
      ),
      parameters: { [idempotencyKey.name]: idempotencyKey, [lastEventId.name]: lastEventId },
      headers,
      responses: answers,
      securitySchemes,
    },
  };
}

/** By `Controller.method`: parameters and bodies as @nestjs/swagger finds them. */
async function scan(
  schemas: ComponentSchemas,
): Promise<Record<string, Record<string, Scanned & { operationId: string }>>> {
  const app = await NestFactory.create<NestFastifyApplication>(api(), new FastifyAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  const found = SwaggerModule.createDocument(
    app,
    { openapi: '3.1.1', info: { title: '', version: '' } } as never,
    {
      autoTagControllers: false,
      operationIdFactory: (controller, method) => `${controller}.${method}`,
      standardSchemaConverter: (schema) => ({ schema: schemas.ofInput(schema as z.ZodType) as never }),
    },
  );
  return found.paths as never;
}

function versionOf(): string {
  return (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;
}

/** As it is committed. */
export const textOf = (document: Document) => `${JSON.stringify(document, null, 2)}\n`;
