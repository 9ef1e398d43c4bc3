import type * as api from './generated/v1.js';

/** Everything that the description of the API names, under its name there. */
export type * from './generated/v1.js';
export type { Listing, Page } from './listing.js';

export type ApiKeyRequest = api.NewApiKey;
export type AuditFilter = Query<'listAuditLines'>;
export type Decision = api.OperationDecision['decision'];
export type ErasureRequest = api.NewErasure;
export type NightdeskEvent = api.Event;
export type OperationRequest = Omit<api.NewOperation, 'dryRun'>;
export type ReplayRequest = api.NewReplay;
export type SubscriberRequest = api.NewSubscriber;
export type SweepRequest = api.NewSweep;
export type WhatIfBand = api.Band;
export type WhatIfQuestion = Query<'getWhatIf'>;

type Query<Name extends keyof api.operations> = {
  [Key in keyof Asked<Name>]: Asked<Name>[Key] | undefined;
};
type Asked<Name extends keyof api.operations> = NonNullable<api.operations[Name]['parameters']['query']>;
