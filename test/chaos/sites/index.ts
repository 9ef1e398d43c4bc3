import type { Sandbox } from '../../../apps/sandbox/src/sandbox.js';
import type { PlannedSite } from '../plan.types.js';
import { FreshdeskSite } from './freshdesk.js';
import { IntercomSite } from './intercom.js';
import type { Site } from './site.js';
import { ZendeskSite } from './zendesk.js';

export type { Site, SiteTicket, Truth, Way } from './site.js';

const kinds = { zendesk: ZendeskSite, freshdesk: FreshdeskSite, intercom: IntercomSite };

export const makeSite = (sandbox: Sandbox, { platform, name }: PlannedSite): Site =>
  new kinds[platform](sandbox, name);
