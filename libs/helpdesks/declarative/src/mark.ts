import { createHash } from 'node:crypto';
import type { Step } from '@nightdesk/helpdesks/contract';

const form = /^(.+):([0-9a-f]{12})$/;

/**
 * What `{{operationId}}` stands for: the operation, and which of its messages. Made from what is said and not from the step
 * as it came: a step that was stored and read again may have its fields in another order.
 */
export function markFor(operationId: string, step: Extract<Step, { kind: 'reply' | 'note' }>): string {
  return `${operationId}:${digest([step.kind, step.body, step.bodyHtml ?? null])}`;
}

/** The operation that a mark names; null for what is none of ours. */
export function operationOf(mark: string | null): string | null {
  return form.exec(mark ?? '')?.[1] ?? null;
}

/** Tells contents apart. Twelve digits: within one operation they need not stand an attack. */
export function digest(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
}
