import { SetMetadata } from '@nestjs/common';
import type { z } from 'zod';

/** Server-Sent Events, each with this as JSON. */
export interface EventStreamOf {
  each: z.ZodType;
}

/** A file of some type. */
export interface FileOf {
  media: string;
}

/** By status; null: no body. */
export type AnswersByStatus = Readonly<Record<number, z.ZodType | EventStreamOf | FileOf | null>>;

/** What is special about a route. */
export interface RouteTraits {
  /** It may be repeated as it is: it takes no `Idempotency-Key`. */
  repeatable?: true;
  /** `Location` says where what was made is found. */
  location?: true;
  /** Statuses of refusals that cannot be told from what the route is. */
  refuses?: readonly number[];
}

/** What the API's description (docs/openapi) says of a route, beside its path, its input and the scope that it needs. */
export interface RouteDescription extends RouteTraits {
  operationId: string;
  summary: string;
  answers: AnswersByStatus;
}

export const routeKey = 'nightdesk:route';
export const resourceKey = 'nightdesk:resource';

/**
 * Names a route for the API's description, and says what it answers: a schema of `@nightdesk/contract` (with 200), or one
 * for each status. Further words are the handler's TSDoc. `npm run openapi` reads it; nothing does while the api runs.
 */
export function Answers(
  operationId: string,
  summary: string,
  answers: z.ZodType | AnswersByStatus,
  traits: RouteTraits = {},
) {
  const byStatus = '_zod' in answers ? { 200: answers as z.ZodType } : (answers as AnswersByStatus);
  return SetMetadata(routeKey, {
    operationId,
    summary,
    answers: byStatus,
    ...traits,
  } satisfies RouteDescription);
}

/** What the routes of each resource are about. */
export const resources = {
  API: 'What this document says, as a file and as a page.',
  Accounts: 'Connected sites of a platform, their states, rights and controls.',
  'API keys': 'Keys by which programs use this API. Each is shown once.',
  'Audit log': 'Who did what to what, and when.',
  Connect: 'Connecting a site by OAuth or by a key.',
  'Connect links': 'Addresses by which somebody without a login connects or repairs one site.',
  'Dead letters': 'Operations that failed or died, and trying many of them again by stages.',
  'Dead webhooks': 'Webhooks that could not be turned into events.',
  Erasures: 'Deleting what is stored of one person.',
  Events: 'Everything that happened, as a list and as a stream.',
  Health: 'How accounts and Nightdesk itself are.',
  Incidents: 'What is wrong, or was, and who is told.',
  Operations: 'Changes of tickets: asked for once, done once, followed to their end.',
  People: 'Who may open the page.',
  Platforms: 'What operators set for all accounts of a platform.',
  Session: 'Signing in and out on the page.',
  Subscribers: 'Endpoints that are told of events by signed webhooks.',
  Switches: 'Kill switches: they act within a second in every process.',
  Tickets: 'Tickets and their conversations, stored or read afresh.',
  'Webhook intake': 'Where platforms deliver their webhooks.',
} as const;

/** The resource that a controller's routes belong to. */
export const Resource = (name: keyof typeof resources) => SetMetadata(resourceKey, name);
