import type { Step } from '@nightdesk/helpdesks/contract';
import { isTagStep } from './tags.js';

export type MessageStep = Extract<Step, { kind: 'reply' | 'note' }>;
export type FieldStep = Extract<Step, { kind: 'assignee' | 'status' }>;
export const isMessage = (step: Step): step is MessageStep => step.kind === 'reply' || step.kind === 'note';
export const isField = (step: Step): step is FieldStep => step.kind === 'assignee' || step.kind === 'status';

/** What is said first, one call each; then all tags; then assignee and status by one update. */
export function plan(steps: readonly Step[]): Step[][] {
  const messages = steps.filter(isMessage).map((step) => [step]);
  const tags = steps.filter(isTagStep);
  const updates: FieldStep[][] = [];
  // assignees before statuses, so that the status comes last; of two of one kind each has an update of its own
  for (const kind of ['assignee', 'status'] as const) {
    for (const [row, step] of steps
      .filter(isField)
      .filter((one) => one.kind === kind)
      .entries())
      (updates[row] ??= []).push(step);
  }
  return [...messages, ...(tags.length > 0 ? [tags] : []), ...updates];
}
