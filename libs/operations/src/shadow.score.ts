import type { Scorecard } from '@nightdesk/contract';
import type { Step } from '@nightdesk/helpdesks/contract';
import { similarity } from './shadow.js';
import type { TicketChange, TicketStory } from './shadow.store.js';

export type Score = Scorecard['data'][number]['steps'][number];
/** In which time people's acts count. */
export interface Within {
  from: Date;
  until: Date;
}

/** From this share of common words on, two texts say the same, for the count; both are shown beside it. */
const alike = 0.5;

/** What people did about a step that was not sent. Pure. */
export function score(step: Step, within: Within, story: TicketStory): Score {
  switch (step.kind) {
    case 'reply':
    case 'note':
      return said(step, within, story);
    case 'status':
      return became(
        { kind: step.kind, ours: step.status },
        'status.changed',
        within,
        story,
        story.now?.status,
      );
    case 'assignee': {
      const wanted = { kind: step.kind, ours: step.assigneeId };
      return became(wanted, 'assignee.changed', within, story, story.now?.assigneeId);
    }
    case 'addTags':
    case 'removeTags':
      return tagged(step, within, story);
  }
}

/** The first reply (or note) of an agent; one of our own is none. */
function said(
  { kind, body: ours }: Extract<Step, { kind: 'reply' | 'note' }>,
  { from, until }: Within,
  { messages }: TicketStory,
): Score {
  const answer = messages.find(
    ({ kind: of, author, operationId, createdAt }) =>
      of === kind &&
      author.role === 'agent' &&
      operationId === null &&
      createdAt >= from &&
      createdAt <= until,
  );
  if (!answer) return { kind, ours, verdict: 'nobody', theirs: null, at: null, similarity: null };
  const common = similarity(ours, answer.body);
  return {
    kind,
    ours,
    verdict: common >= alike ? 'agreed' : 'differed',
    theirs: answer.body,
    at: answer.createdAt.toISOString(),
    similarity: Number(common.toFixed(3)),
  };
}

/** A value that people set at any moment of the time, or that the ticket had all the time. */
function became(
  { kind, ours }: { kind: string; ours: string | null },
  type: string,
  within: Within,
  { changes, now }: TicketStory,
  value: string | null | undefined,
): Score {
  const acts = byPeople(changes, type, within);
  const same = acts.find(({ current }) => current === ours);
  const act = same ?? acts.at(-1);
  const wasSo = !act && now !== null && atTheEnd(changes, type, within, value) === ours;
  return {
    kind,
    ours: ours ?? 'nobody',
    verdict: same || wasSo ? 'agreed' : act ? 'differed' : 'nobody',
    theirs: act ? (typeof act.current === 'string' ? act.current : 'nobody') : null,
    at: act?.at.toISOString() ?? null,
    similarity: null,
  };
}

/** What counts is how the tags were when the time had passed: all that were to be added, and none that were to go. */
function tagged(
  step: Extract<Step, { kind: 'addTags' | 'removeTags' }>,
  within: Within,
  { changes, now }: TicketStory,
): Score {
  const act = byPeople(changes, 'tags.changed', within).at(-1);
  const value = atTheEnd(changes, 'tags.changed', within, now?.tags);
  const tags = Array.isArray(value) ? value.map(String) : null;
  const present = new Set(tags?.map((tag) => tag.toLowerCase()));
  const isSo = tags && step.tags.every((tag) => present.has(tag.toLowerCase()) === (step.kind === 'addTags'));
  return {
    kind: step.kind,
    ours: step.tags.join(', '),
    verdict: isSo ? 'agreed' : act ? 'differed' : 'nobody',
    theirs: act && tags ? tags.join(', ') : null,
    at: act?.at.toISOString() ?? null,
    similarity: null,
  };
}

const byPeople = (changes: readonly TicketChange[], type: string, { from, until }: Within) =>
  changes.filter((one) => one.type === type && !one.isOwn && one.at >= from && one.at <= until);

/** A later change tells what was before it; without one it is as it is now. */
function atTheEnd(changes: readonly TicketChange[], type: string, { until }: Within, now: unknown): unknown {
  const later = changes.find((one) => one.type === type && one.at > until);
  return later ? later.previous : now;
}
