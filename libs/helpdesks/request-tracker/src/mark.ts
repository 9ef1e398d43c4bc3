import { createHash } from 'node:crypto';
import type { Step } from '@nightdesk/helpdesks/contract';

export type Message = Extract<Step, { kind: 'reply' | 'note' }>;

/**
 * RT keeps the content type of a message with all its parameters in the headers of the attachment, and REST 2 shows and
 * searches them. Unknown parameters mean nothing (RFC 2045), are shown to nobody and are not mailed. So they carry which
 * operation a message belongs to, and which of its messages it is.
 */
const operationParameter = 'nightdesk-operation';
const partParameter = 'nightdesk-part';

/** The content type that a message of an operation is sent with. */
export function markedType(message: Message, operationId: string): string {
  const type = message.bodyHtml === undefined ? 'text/plain' : 'text/html';
  return `${type}; ${written(operationParameter, operationId)}; ${written(partParameter, fingerprint(message))}`;
}

/** What a search for headers of an operation looks for: nearly enough, `isMarked` decides. */
export const searched = (operationId: string): string => written(operationParameter, operationId);

/** The headers are those of this message of this operation. */
export function isMarked(headers: string, message: Message, operationId: string): boolean {
  return operationOf(headers) === operationId && parameter(headers, partParameter) === fingerprint(message);
}

/** The operation that the headers of an attachment name. */
export function operationOf(headers: string | null | undefined): string | null {
  return parameter(headers ?? '', operationParameter);
}

/** Ids are made of letters, digits and `_`; anything else is escaped, so that it cannot end the parameter. */
const written = (name: string, value: string) => `${name}="${encodeURIComponent(value)}"`;

function parameter(headers: string, name: string): string | null {
  const type = /^content-type:((?:[^\n]|\n[ \t])*)/im.exec(headers)?.[1] ?? '';
  const value = new RegExp(`;\\s*${name}="?([^";\\s]+)`, 'i').exec(type)?.[1];
  return value === undefined ? null : decoded(value);
}

/** Anybody can mail such a parameter to RT, and what we would not have written is nobody's operation. */
function decoded(value: string): string | null {
  const ours = /^(?:[\w.~!*'()-]|%[0-7][0-9a-f])+$/i.test(value);
  return ours ? decodeURIComponent(value) : null;
}

/** Tells the messages of one operation apart; two equal ones of the same kind are not told apart. */
function fingerprint({ kind, body, bodyHtml }: Message): string {
  const said = JSON.stringify([kind, bodyHtml === undefined ? body : null, bodyHtml ?? null]);
  return createHash('sha256').update(said).digest('hex').slice(0, 16);
}
