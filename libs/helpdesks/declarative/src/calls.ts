import type { PlatformRequest, Send } from '@nightdesk/helpdesks/contract';
import { Row } from './row.js';
import type { Declaration } from './schema/declaration.js';
import type { Call } from './schema/parts.js';
import { fill, fillPath, fillQuery, type Values } from './template.js';

/** What every part of the adapter knows: the file's content, and its name for errors. */
export interface Platform {
  readonly declared: Declaration;
  readonly file: string;
}

/** A call of the file with values for its placeholders. */
export function requestFor({ declared }: Platform, call: Call, values: Values): PlatformRequest {
  const repeatable = 'repeatable' in call ? call.repeatable : true;
  return {
    method: call.method,
    ...fillPath(call.path, values),
    ...(call.query && { query: fillQuery(call.query, values) }),
    ...(call.body !== undefined && { body: fill(call.body, values) }),
    ...(Object.keys(declared.headers).length > 0 && { headers: declared.headers }),
    ...(call.method !== 'GET' && repeatable && { repeatable }),
  };
}

/** Sends a call; the answer comes as a row that knows where it came from. */
export async function ask(platform: Platform, send: Send, request: PlatformRequest): Promise<Row> {
  const response = await send(request);
  const { declared, file } = platform;
  return new Row(response.body, { title: declared.title, file, request, response });
}
