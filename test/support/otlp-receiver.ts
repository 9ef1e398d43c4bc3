import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { check } from './canaries.js';

const Value = z.object({
  stringValue: z.string().optional(),
  intValue: z.union([z.number(), z.string()]).optional(),
});
const Attributes = z
  .array(z.object({ key: z.string(), value: Value }))
  .default([])
  .transform((all) =>
    Object.fromEntries(all.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)])),
  );
const Body = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: Attributes }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              name: z.string(),
              kind: z.number(),
              attributes: Attributes,
            }),
          ),
        }),
      ),
    }),
  ),
});
type Spans = z.infer<typeof Body>['resourceSpans'][number];
export type ReceivedSpan = Spans['scopeSpans'][number]['spans'][number] & { process: string };

/** What takes spans by OTLP/HTTP as JSON, in place of a collector. */
export class OtlpReceiver {
  readonly spans: ReceivedSpan[] = [];
  /** As they came, to look for what must not be in them. */
  readonly bodies: string[] = [];
  readonly headers: Record<string, unknown>[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<OtlpReceiver> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const receiver = new OtlpReceiver(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (request.url === '/v1/traces') receiver.take(Buffer.concat(chunks).toString());
        receiver.headers.push(request.headers);
        response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
      });
    });
    return receiver;
  }

  /** A trace as a tree: `name` or `process name`, each level indented, in the order of names. */
  tree(traceId: string): string[] {
    const trace = this.spans.filter((span) => span.traceId === traceId);
    const known = new Set(trace.map(({ spanId }) => spanId));
    const below = (parent: ReceivedSpan | null, depth: number): string[] =>
      trace
        .filter(({ parentSpanId = '' }) =>
          parent ? parentSpanId === parent.spanId : !known.has(parentSpanId),
        )
        .toSorted((a, b) => a.name.localeCompare(b.name))
        .flatMap((span) => [`${'  '.repeat(depth)}${span.process}: ${span.name}`, ...below(span, depth + 1)]);
    return below(null, 0);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private take(body: string): void {
    check(body, 'a span');
    this.bodies.push(body);
    for (const { resource, scopeSpans } of Body.parse(JSON.parse(body)).resourceSpans) {
      const process = String(resource.attributes['nightdesk.process']);
      for (const { spans } of scopeSpans) this.spans.push(...spans.map((span) => ({ ...span, process })));
    }
  }
}
